import path from 'node:path';
import { generateCodes, type Generated } from '../codes/batch';
import { importForeign } from '../codes/foreign';
import { voucherCodes } from '../codes/voucher-codes';
import type { Options } from '../options';
import type { Measured } from '../result';

const LOOKUP_SECONDS_MAX = 3;

const perSecond = (count: number, seconds: number) => Math.round(count / seconds);
const rounded = (seconds: number) => Math.round(seconds * 100) / 100;

/**
 * `codes`: a batch made as CSV on one core, codes looked up in its book, a tenth as many foreign ones imported into a
 * durable log; and as many as that by voucher-code-generator.
 */
export async function* codes({ events: count, seconds, seed }: Options, folder: string): AsyncGenerator<Measured> {
  const generated = await generateCodes(count);
  yield { parameters: { stage: 'generate', codes: count }, ...generation(generated, count) };
  yield { parameters: { stage: 'look up', of: count }, ...lookUps(generated, Math.min(seconds, LOOKUP_SECONDS_MAX)) };
  const tenth = Math.ceil(count / 10);
  const { findings, ...imported } = await importForeign(tenth, seed, path.join(folder, 'import.db'));
  yield {
    parameters: { stage: 'import', codes: tenth, seed },
    figures: { ...imported, seconds: rounded(imported.seconds), repeatSeconds: rounded(imported.repeatSeconds), perSecond: perSecond(tenth, imported.seconds) },
    check: { ok: findings.length === 0, findings },
  };
  const theirs = voucherCodes(tenth);
  yield {
    parameters: { stage: 'voucher-code-generator', codes: tenth },
    figures: { perSecond: perSecond(tenth, theirs.seconds), timesFaster: Math.round((count / generated.seconds / (tenth / theirs.seconds)) * 10) / 10 },
    check: { ok: theirs.unique, findings: theirs.unique ? [] : ['a code came twice'] },
  };
}

function generation({ events, seconds, cpuSeconds, bytes, some, find }: Generated, count: number): Pick<Measured, 'figures' | 'check'> {
  const findings = some.filter((line) => String(find(codeOn(line))?.serial) !== line.split(',')[0]).map((line) => `${line} is not found as it was printed`);
  if (events !== 2) findings.push(`the batch took ${events} events`);
  return { figures: { perSecond: perSecond(count, seconds), perCpuSecond: perSecond(count, cpuSeconds), seconds: rounded(seconds), csvBytes: bytes, events }, check: { ok: findings.length === 0, findings: findings.slice(0, 20) } };
}

/** Valid codes, and the same with one character wrong. */
function lookUps({ some, find }: Generated, seconds: number): Pick<Measured, 'figures' | 'check'> {
  const valid = some.map(codeOn);
  const wrong = valid.map((code) => code.slice(0, -1) + (code.endsWith('7') ? '8' : '7'));
  const found = drive(valid, find, seconds);
  const missed = drive(wrong, find, seconds);
  const findings = [...(found.found === found.asked ? [] : ['a valid code was not found']), ...(missed.found === 0 ? [] : ['a mistyped code was found'])];
  return { figures: { validPerSecond: perSecond(found.asked, found.seconds), mistypedPerSecond: perSecond(missed.asked, missed.seconds) }, check: { ok: findings.length === 0, findings } };
}

function drive(asked: readonly string[], find: Generated['find'], seconds: number): { asked: number; found: number; seconds: number } {
  const begun = performance.now();
  let found = 0;
  let count = 0;
  while (performance.now() - begun < seconds * 1_000) {
    for (const code of asked) if (find(code) !== undefined) found += 1;
    count += asked.length;
  }
  return { asked: count, found, seconds: (performance.now() - begun) / 1_000 };
}

function codeOn(line: string): string {
  return line.slice(line.indexOf(',') + 1);
}
