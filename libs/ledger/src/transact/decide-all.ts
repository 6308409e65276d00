import { errorToJson, type Instant } from '@loyalty/kernel';
import { emptyBatch, type Batch } from './group-commit';
import { OpenTransaction } from './open-transaction';
import { isAnswer, type Decided, type Pending } from './pending';
import type { CachedStream } from './state-cache';

/** What commands are decided on, and who is told of what comes of it. */
export interface DecidingOn {
  /** Every stream that the commands named. */
  readonly streams: ReadonlyMap<string, CachedStream>;
  /** A stream's newest state has moved on. */
  advanced(entry: CachedStream): void;
  /** A command failed with what is no answer: it is not recorded. */
  failed(entry: Pending, error: unknown): void;
}

/** Decides commands one after the other, each on the states that those before it led to. Nothing in here waits. */
export function decideAll(entries: readonly Pending[], recordedAt: Instant, on: DecidingOn): Batch {
  const batch = emptyBatch(recordedAt);
  for (const entry of entries) {
    const decided = decide(entry, batch, on);
    if (decided === undefined) continue;
    batch.decided.push(decided);
    for (const { name } of entry.work.streams) noteRead(on.streams.get(name)!, batch);
  }
  return batch;
}

/** One command: its events join the batch and its states advance, or it leaves nothing but its refusal. */
function decide(entry: Pending, batch: Batch, { streams, advanced, failed }: DecidingOn): Decided | undefined {
  const { id: commandId, fingerprint } = entry.command;
  const tx = new OpenTransaction(batch.recordedAt, entry.command, (name) => streams.get(name)?.latest);
  const outcome = (status: 'applied' | 'rejected', answer: unknown) =>
    ({ commandId, fingerprint, status, answer: JSON.stringify(answer) ?? 'null', eventsBefore: batch.events.length + (status === 'applied' ? tx.events.length : 0) });
  entry.attempts += 1;
  try {
    const answer = entry.work.decide(tx);
    const applied = outcome('applied', answer);
    for (const [name, folded] of tx.changed) {
      const stream = streams.get(name)!;
      stream.latest = folded;
      batch.changed.set(stream, folded);
      advanced(stream);
    }
    for (const event of tx.events) batch.events.push(event);
    return { pending: entry, outcome: applied, answer };
  } catch (thrown) {
    let error = thrown;
    try {
      if (isAnswer(error)) return { pending: entry, outcome: outcome('rejected', errorToJson(error)), error };
    } catch (unwritable) {
      error = unwritable;
    }
    failed(entry, error);
    return undefined;
  }
}

/** A refusal too holds only for the world that it was decided on. */
function noteRead(entry: CachedStream, { read, changed }: Batch): void {
  if (!changed.has(entry) && !read.has(entry)) read.set(entry, entry.latest.revision);
}
