import type { ReadCase } from './case';
import { basketChecks } from './expectations/basket';
import type { Check } from './expectations/check';
import { invariantChecks } from './expectations/invariants';
import { ask, situationOf } from './mapping/situation';
import { readerOf } from './readers/readers';
import type { Verdict } from './verdict';

/** Judges one case. A quirk (`X`) passes when we do not have it and all that must hold does. */
export async function judge(read: ReadCase): Promise<Verdict> {
  const { id, k } = read.case;
  const told = { id, k, ...(read.note === undefined ? {} : { note: read.note }) };
  try {
    const { expectations, invariants } = await checksOf(read);
    const sound = invariants.every(({ ok }) => ok);
    const agrees = expectations.length > 0 && expectations.every(({ ok }) => ok);
    const passed = sound && (k === 'X' ? !agrees : agrees);
    // A basis that was guessed proves nothing when it does not agree.
    if (!passed && read.guessed) return { ...told, status: 'not applicable', reason: read.note ?? '', checks: expectations };
    return { ...told, status: passed ? 'passed' : 'failed', ...(expectations.length === 0 ? { reason: 'it expects nothing that can be compared' } : {}), checks: [...expectations, ...invariants.filter(({ ok }) => !ok)] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...told, status: read.guessed ? 'not applicable' : 'failed', reason, checks: [] };
  }
}

async function checksOf(read: ReadCase): Promise<{ expectations: readonly Check[]; invariants: readonly Check[] }> {
  const reader = readerOf(read);
  if (reader !== undefined) {
    const checks = await reader(read);
    return { expectations: checks.filter(({ required }) => !required), invariants: checks.filter(({ required }) => required) };
  }
  const situation = situationOf(read);
  const evaluation = ask(situation);
  return { expectations: basketChecks(situation, evaluation), invariants: invariantChecks(situation, evaluation) };
}
