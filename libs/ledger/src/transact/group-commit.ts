import type { Instant } from '@loyalty/kernel';
import type { AppendReceipt, Commit, EventStore, EventToAppend } from '../log/event-store';
import type { Decided } from './pending';
import type { CachedStream, Folded } from './state-cache';

/** All that was decided on one state of the world and becomes durable together. */
export interface Batch {
  /** Not before any of its commands was decided. */
  recordedAt: Instant;
  readonly events: EventToAppend[];
  readonly decided: Decided[];
  /** The states these commands led to; readers may see them once the batch is durable. */
  readonly changed: Map<CachedStream, Folded>;
  /** The streams these commands looked at, with the revision at the first look. */
  readonly read: Map<CachedStream, number>;
}

export function emptyBatch(recordedAt: Instant): Batch {
  return { recordedAt, events: [], decided: [], changed: new Map(), read: new Map() };
}

/** What the store is asked to make durable. A stream that is also written says by its events at which revision it was. */
function commitOf({ recordedAt, events, decided, read, changed }: Batch): Commit {
  const reads = [...read].filter(([entry]) => !changed.has(entry)).map(([{ stream }, revision]) => ({ stream: stream.name, revision }));
  return { recordedAt, events, outcomes: decided.map(({ outcome }) => outcome), reads };
}

/**
 * One append in flight; what is decided meanwhile goes together in the next. Both callbacks are called before the next
 * append begins. After a failure nothing that was waiting is appended: it was decided on what did not happen.
 */
export class GroupCommit {
  private waiting: Batch | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly durable: (batch: Batch, receipt: AppendReceipt) => void,
    private readonly failed: (batches: readonly Batch[], error: unknown) => void,
  ) {}

  /** Queues a batch behind the one in flight. */
  add(batch: Batch): void {
    if (this.waiting === undefined) this.waiting = batch;
    else merge(this.waiting, batch);
    this.running ??= this.run();
  }

  /** Commands decided but not yet durable that wait for their turn. */
  get depth(): number {
    return this.waiting?.decided.length ?? 0;
  }

  /** Whether nothing is in flight. */
  get idle(): boolean {
    return this.running === undefined;
  }

  /** Resolves when nothing is in flight. */
  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting !== undefined) {
      const batch = this.waiting;
      this.waiting = undefined;
      let receipt: AppendReceipt;
      try {
        receipt = await this.store.append(commitOf(batch));
      } catch (error) {
        const after = this.waiting;
        this.waiting = undefined;
        this.failed(after === undefined ? [batch] : [batch, after], error);
        continue;
      }
      this.durable(batch, receipt);
    }
    this.running = undefined;
  }
}

function merge(into: Batch, batch: Batch): void {
  const offset = into.events.length;
  into.recordedAt = batch.recordedAt;
  for (const event of batch.events) into.events.push(event);
  for (const one of batch.decided) {
    into.decided.push({ ...one, outcome: { ...one.outcome, eventsBefore: one.outcome.eventsBefore + offset } });
  }
  for (const [entry, revision] of batch.read) if (!into.read.has(entry)) into.read.set(entry, revision);
  for (const [entry, folded] of batch.changed) into.changed.set(entry, folded);
}
