import { DomainError, isDomainError } from '@loyalty/kernel';
import { categoryOf, corrupt, eventId, startPosition, type EventStore, type RecordedEvent } from '@loyalty/ledger';
import { projectionFailed } from '../errors';
import type { Projection } from '../projection';
import { collectionName, type ViewRef } from '../view-ref';
import type { DocumentChange, StoredDocument, ViewStore } from '../view-store';
import { DocumentCache } from './document-cache';
import { DOCUMENTS_MAX, HOLD_MS, nextTurn, type RunnerOptions } from './ports';
import { projectBatch, touchesOf, type Touch } from './project-batch';

/** `waiting`: the view store is not available and is asked again. `failed`: a person must look; the view stands still. */
export type FeedState = 'running' | 'waiting' | 'failed' | 'stopped';

/** Since the process started; seen = applied + ignored, always (invariant 13). */
export interface FeedCounters {
  seen: number;
  applied: number;
  ignored: number;
  /** Documents written, each once for a batch of events. */
  written: number;
}

/** A page of the log, and the position that it follows. */
export interface Stretch {
  readonly after: number;
  readonly events: readonly RecordedEvent[];
  readonly through: number;
}

const BATCH_MIN = 16;
const BATCH_MAX = 500;
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5_000;

/** Brings one build of a view forward, batch by batch. */
export class ViewFeed {
  readonly counters: FeedCounters = { seen: 0, applied: 0, ignored: 0, written: 0 };
  state: FeedState = 'running';
  error: DomainError | undefined;
  onAdvance: ((position: number) => void) | undefined;
  private readonly documents: DocumentCache;
  private readonly categories: ReadonlySet<string>;
  private readonly turn: () => Promise<void>;
  /** Milliseconds that the thread was held in this batch, and for one event lately. */
  private held = 0;
  private cost = 0;
  private taking: Promise<void> = Promise.resolve();

  private constructor(
    readonly view: ViewRef, readonly projection: Projection, private readonly logId: string, private reached: number,
    private readonly views: ViewStore, private readonly options: RunnerOptions, private readonly stopping: AbortSignal,
  ) {
    this.documents = new DocumentCache(options.documentsMax ?? DOCUMENTS_MAX);
    this.categories = new Set(projection.categories);
    this.turn = options.turn ?? nextTurn;
  }

  /** Throws `checkpoint_of_other_log` or `checkpoint_ahead`. */
  static async open(
    view: ViewRef, projection: Projection, log: Pick<EventStore, 'logId' | 'head'>, views: ViewStore, options: RunnerOptions, stopping: AbortSignal,
  ): Promise<ViewFeed> {
    await views.open(view, projection.indexes);
    const position = await startPosition(collectionName(view), await views.checkpoint(view), log);
    return new ViewFeed(view, projection, log.logId, position, views, options, stopping);
  }

  /** Every event up to here is in the documents. */
  get position(): number {
    return this.reached;
  }

  /**
   * Takes a stretch of the log that begins no later than right after the position; what it has taken before is passed
   * over. Never rejects: a failure is told by `state` and `error`, and the view stays where it was.
   */
  take(stretch: Stretch): Promise<void> {
    this.taking = this.takeStretch(stretch);
    return this.taking;
  }

  /** Resolves when the stretch in progress is done. */
  idle(): Promise<void> {
    return this.taking;
  }

  private async takeStretch({ after, events, through }: Stretch): Promise<void> {
    try {
      if (after > this.reached) throw corrupt('position_gap', `${collectionName(this.view)} was given what follows ${after}, it is at ${this.reached}`, { after, reached: this.reached });
      const fresh = events.filter((event) => event.position > this.reached && this.categories.has(categoryOf(event.stream)));
      for (let start = 0; (start < fresh.length || this.reached < through) && !this.stopping.aborted;) {
        const batch = fresh.slice(start, start + this.batchSize());
        start += batch.length;
        await this.takeBatch(batch, start < fresh.length ? batch.at(-1)!.position : through);
        await this.turn();
      }
    } catch (error) {
      if (!this.stopping.aborted || !isDomainError(error) || !error.retryable) this.fail(error);
    }
  }

  private async takeBatch(events: readonly RecordedEvent[], through: number): Promise<void> {
    this.held = 0;
    const stretch = touchesOf(this.projection, events);
    const documents = await this.documentsOf(stretch.touches);
    const { changes, applied, ignored, failed } = this.holding(() => projectBatch(this.projection, stretch, (id) => documents.get(id)));
    await this.write(changes, failed === undefined ? through : failed.event.position - 1);
    this.counters.seen += applied + ignored;
    this.counters.applied += applied;
    this.counters.ignored += ignored;
    if (events.length > 0) this.cost += 0.2 * (this.held / events.length - this.cost);
    if (failed !== undefined) throw projectionFailed(this.view, eventId(failed.event), failed.cause);
  }

  /** From memory, and the others with one question to the store. */
  private async documentsOf(touches: readonly Touch[]): Promise<ReadonlyMap<string, StoredDocument>> {
    const known = new Map<string, StoredDocument>();
    const missing = new Set<string>();
    for (const { ids } of touches) {
      for (const id of ids) {
        if (known.has(id) || missing.has(id)) continue;
        const document = this.documents.get(id);
        if (document === undefined) missing.add(id);
        else known.set(id, document);
      }
    }
    if (missing.size === 0) return known;
    for (const [id, document] of await this.patiently(() => this.views.load(this.view, [...missing]))) known.set(id, document);
    return known;
  }

  private async write(changes: readonly DocumentChange[], position: number): Promise<void> {
    if (position <= this.reached && changes.length === 0) return;
    const skipped = await this.patiently(() => this.views.write(this.view, changes, { position, logId: this.logId }));
    for (const { id, position: at, doc } of changes) this.documents.set(id, { position: at, doc });
    for (const id of skipped) this.documents.drop(id);
    this.counters.written += changes.length - skipped.length;
    this.reached = position;
    this.onAdvance?.(position);
  }

  /** Asks again while the store says that this may help; a repeated write is harmless. */
  private async patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let pause = RETRY_FIRST_MS; ; pause = Math.min(pause * 2, RETRY_MAX_MS)) {
      try {
        const answer = await this.holding(ask);
        this.state = 'running';
        this.error = undefined;
        return answer;
      } catch (error) {
        if (!isDomainError(error) || !error.retryable || this.stopping.aborted) throw error;
        this.state = 'waiting';
        this.error = error;
        await this.options.timer.sleep(pause, this.stopping);
      }
    }
  }

  /** Counts what runs before a promise is given: that holds the thread; waiting for a server does not. */
  private holding<T>(work: () => T): T {
    const from = this.options.clock.elapsedMs();
    try {
      return work();
    } finally {
      this.held += this.options.clock.elapsedMs() - from;
    }
  }

  private batchSize(): number {
    const fits = this.cost > 0 ? Math.floor((this.options.holdMs ?? HOLD_MS) / this.cost) : BATCH_MAX;
    return Math.min(BATCH_MAX, Math.max(BATCH_MIN, fits));
  }

  private fail(error: unknown): void {
    this.state = 'failed';
    this.error = isDomainError(error) ? error : new DomainError('corruption', 'view_failed', `${collectionName(this.view)}: ${String(error)}`, { view: collectionName(this.view) }, { cause: error });
    this.documents.clear();
  }
}
