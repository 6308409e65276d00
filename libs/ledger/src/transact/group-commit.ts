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

/** An append that the store has been asked for. */
interface Append {
  readonly batch: Batch;
  readonly commit: Commit;
  readonly receipt: Promise<AppendReceipt>;
}

/**
 * As many appends in flight as the store takes at once; what is decided meanwhile goes together in the next. Both callbacks
 * are called in the order of the appends. After a failure nothing that was in flight behind it or waiting is appended: it was
 * decided on what did not happen.
 */
export class GroupCommit {
  private readonly inFlightMax: number;
  private readonly inFlight: Append[] = [];
  private waiting: Batch | undefined;
  private running: Promise<void> | undefined;
  private failing = false;

  constructor(
    private readonly store: EventStore,
    private readonly durable: (batch: Batch, receipt: AppendReceipt) => void,
    private readonly failed: (batches: readonly Batch[], error: unknown) => void,
  ) {
    this.inFlightMax = store.appendsAtOnce ?? 1;
  }

  /** Asks the store for a batch, or queues it behind those in flight. */
  add(batch: Batch): void {
    if (this.waiting === undefined) this.waiting = batch;
    else merge(this.waiting, batch);
    this.begin();
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

  /** Resolves when the oldest append has ended, well or not. */
  async progress(): Promise<void> {
    await this.inFlight[0]?.receipt.then(nothing, nothing);
  }

  /** Resolves when nothing is in flight. */
  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private begin(): void {
    if (this.waiting === undefined || this.failing || this.inFlight.length >= this.inFlightMax) return;
    const batch = this.waiting;
    this.waiting = undefined;
    const after = this.inFlight.at(-1)?.commit;
    const commit = after === undefined ? commitOf(batch) : { ...commitOf(batch), after };
    const receipt = this.store.append(commit);
    // It may be refused together with one before it, and then nobody looks at why.
    receipt.catch(nothing);
    this.inFlight.push({ batch, commit, receipt });
  }

  private async run(): Promise<void> {
    for (let first = this.inFlight[0]; first !== undefined; first = this.inFlight[0]) {
      let receipt: AppendReceipt;
      try {
        receipt = await first.receipt;
      } catch (error) {
        await this.fail(error);
        continue;
      }
      this.inFlight.shift();
      this.durable(first.batch, receipt);
      this.begin();
    }
    this.running = undefined;
  }

  /** What was in flight behind the failure is refused with it. */
  private async fail(error: unknown): Promise<void> {
    this.failing = true;
    await Promise.allSettled(this.inFlight.map(({ receipt }) => receipt));
    const lost = this.inFlight.splice(0).map(({ batch }) => batch);
    if (this.waiting !== undefined) lost.push(this.waiting);
    this.waiting = undefined;
    this.failing = false;
    this.failed(lost, error);
  }
}

const nothing = () => undefined;

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
