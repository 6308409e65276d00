import { baseNotTaken, type AppendReceipt, type Commit, type EventStore, type Page, type ReadAllOptions, type Snapshot } from '@loyalty/ledger';
import type { Point } from './strike';

/**
 * The store as one process sees it: each call may be struck before it reaches the store and, for an append, after it
 * is durable. So a commit can be lost, fail, or be there without anybody having been told.
 */
export class FaultyStore implements EventStore {
  readonly logId: string;
  readonly appendsAtOnce: number;
  private readonly answers = new WeakMap<Commit, Promise<AppendReceipt>>();

  constructor(
    private readonly store: EventStore,
    private readonly strike: (point: Point) => Promise<void> | void,
    private readonly snapshot: (snapshot: Snapshot) => void,
    /** Ends subscriptions when the world is over: Node keeps a signal that somebody listens to for ever, and all behind it. */
    private readonly ends: Set<AbortController>,
  ) {
    this.logId = store.logId;
    this.appendsAtOnce = store.appendsAtOnce ?? 1;
  }

  append(commit: Commit): Promise<AppendReceipt> {
    const receipt = this.appendStruck(commit);
    this.answers.set(commit, receipt);
    return receipt;
  }

  private async appendStruck(commit: Commit): Promise<AppendReceipt> {
    await this.strike('append');
    // Whoever asked was told that the one before failed, whether it is durable or not.
    if (commit.after !== undefined) await this.answers.get(commit.after)?.catch(() => Promise.reject(baseNotTaken()));
    const receipt = await this.store.append(commit);
    await this.strike('appended');
    return receipt;
  }

  async readStream(stream: string, options: { after: number; limit: number }) {
    await this.strike('read');
    return this.store.readStream(stream, options);
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    await this.strike('read');
    return this.store.readAll(options);
  }

  async *subscribe(options: ReadAllOptions & { signal: AbortSignal }): AsyncGenerator<Page> {
    const stop = new AbortController();
    this.ends.add(stop);
    options.signal.addEventListener('abort', () => stop.abort());
    for await (const page of this.store.subscribe({ ...options, signal: stop.signal })) {
      await this.strike('read');
      yield page;
    }
  }

  async outcomes(commandIds: readonly string[]) {
    await this.strike('read');
    return this.store.outcomes(commandIds);
  }

  async head(): Promise<number> {
    await this.strike('read');
    return this.store.head();
  }

  async readSnapshot(stream: string): Promise<Snapshot | undefined> {
    await this.strike('read');
    return this.store.readSnapshot(stream);
  }

  async writeSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    await this.strike('read');
    snapshots.forEach(this.snapshot);
    return this.store.writeSnapshots(snapshots);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
