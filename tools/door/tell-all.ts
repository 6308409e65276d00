import type { FactAnswer } from '@loyalty/contracts';
import { tell, type Door } from './client';

/** What became of all the facts, and of each that was not simply taken. */
export interface Told {
  readonly byStatus: Record<FactAnswer['status'], number>;
  /** Answers given before, to the very same facts. */
  repeated: number;
  readonly troubles: FactAnswer[];
}

export function nothingTold(): Told {
  return { byStatus: { applied: 0, duplicate: 0, parked: 0, rejected: 0 }, repeated: 0, troubles: [] };
}

const BATCH = 500;

/**
 * Tells facts in their order, in batches, one after the other. `progress` hears how many were told. The generator is read
 * only as fast as the service answers.
 */
export async function tellAll(door: Door, facts: Iterable<{ readonly factId: string }>, told: Told, progress: (count: number) => void): Promise<void> {
  let batch: { readonly factId: string }[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const sent = batch;
    batch = [];
    for (const answer of await tell(door, sent)) note(answer, told);
    progress(sent.length);
  };
  for (const fact of facts) {
    batch.push(fact);
    if (batch.length === BATCH) await flush();
  }
  await flush();
}

function note(answer: FactAnswer, told: Told): void {
  told.byStatus[answer.status] += 1;
  if (answer.repeated) told.repeated += 1;
  if (answer.status === 'parked' || answer.status === 'rejected') told.troubles.push(answer);
}
