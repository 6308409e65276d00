import { load } from 'js-yaml';
import type { Case, ReadCase } from './case';

interface Block {
  readonly unit?: ReadCase['unit'];
  readonly cases: readonly Case[];
}

/**
 * The cases of a file: Markdown with YAML blocks of `{ unit, cases }`. A case that builds on another one (`like`, `after`)
 * takes over what it does not say itself; where that one is left out of the file, the one before it in its group stands in.
 */
export function readCases(markdown: string): ReadCase[] {
  const all: ReadCase[] = [];
  for (const [, yaml] of markdown.matchAll(/^```yaml\n(.*?)^```/gms)) {
    const { unit = 'major', cases } = load(yaml!) as Block;
    for (const one of cases) all.push({ group: one.id.slice(0, one.id.indexOf('-')), unit, case: one });
  }
  const byId = new Map(all.map((read) => [read.case.id, read]));
  return all.map((read, i) => built(read, byId, all.slice(0, i)));
}

function built(read: ReadCase, byId: ReadonlyMap<string, ReadCase>, before: readonly ReadCase[]): ReadCase {
  const named = read.case['like'] ?? read.case['after'];
  if (typeof named !== 'string') return read;
  const found = byId.get(named);
  const basis = found ?? before.findLast(({ group }) => group === read.group);
  if (basis === undefined || basis === read) return read;
  const { expect: _expect, note: _note, like: _like, after: _after, ...inherited } = built(basis, byId, []).case;
  const merged: ReadCase = { ...read, case: { ...inherited, ...read.case } };
  return found === undefined ? { ...merged, guessed: true, note: `built on ${named}, which the file leaves out; read on ${basis.case.id}` } : merged;
}
