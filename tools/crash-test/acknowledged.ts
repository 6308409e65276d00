import { isDomainError } from '@loyalty/kernel';
import type { CommandOutcome, EventStore, Ledger } from '@loyalty/ledger';
import { put, type Ask } from './asks';
import type { Answer, Journal } from './journal';

/** Invariant 3: what was acknowledged and is not on record at that position with that answer. */
export async function outcomesThatDiffer(store: EventStore, { asked, answers }: Journal): Promise<string[]> {
  const found: string[] = [];
  const outcomes = await store.outcomes(asked.map(({ id }) => id));
  asked.forEach((ask, i) => {
    for (const answer of answers.get(ask.id) ?? []) {
      const recorded = outcomes[i] === undefined ? {} : answerOf(outcomes[i]);
      if (!same(recorded, answer)) found.push(`${ask.kind} ${ask.id} was answered ${JSON.stringify(answer)}, on record is ${JSON.stringify(recorded)}`);
    }
  });
  return found;
}

/**
 * Invariant 4: every command is put again. What was answered gets that answer again; what was not is applied or refused
 * now, if it was not before.
 */
export async function answersThatChanged(ledger: Ledger, { asked, answers }: Journal): Promise<string[]> {
  const found: string[] = [];
  const again = await Promise.all(asked.map((ask) => told(ledger, ask)));
  asked.forEach((ask, i) => {
    const before = answers.get(ask.id)?.[0];
    if (before !== undefined && !same(again[i]!, before)) found.push(`${ask.kind} ${ask.id} was answered ${JSON.stringify(before)}, put again it gets ${JSON.stringify(again[i])}`);
  });
  return found;
}

async function told(ledger: Ledger, ask: Ask): Promise<Answer> {
  try {
    const { position, answer } = await put(ledger, ask);
    return { position, answer };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { refused: error.code };
  }
}

function answerOf({ status, answer, position }: CommandOutcome): Answer {
  const said: unknown = JSON.parse(answer);
  return status === 'applied' ? { position, answer: said } : { refused: (said as { code: string }).code };
}

function same(a: Answer, b: Answer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
