import { DomainError, laterOf, type Clock, type Instant } from '@loyalty/kernel';
import type { StreamOf } from '../log/decider';
import { isLostRace, isRefusedContent, storeUnavailable } from '../log/errors';
import type { DomainEvent } from '../log/event';
import type { AppendReceipt, EventStore } from '../log/event-store';
import type { CommandOutcome } from '../log/outcome';
import { Admission, overloaded } from './admission';
import type { Command, Result, Work } from './command';
import { decideAll } from './decide-all';
import { GroupCommit, type Batch } from './group-commit';
import { pending, type Pending } from './pending';
import { answerAgain } from './recorded-answer';
import { dueSnapshots } from './snapshots';
import { StateCache, type CachedStream } from './state-cache';
import { StateLoader } from './state-loader';
import { noStats } from './stats';

export interface LedgerOptions {
  readonly clock: Clock;
  /** Commands waiting or being decided; one more is answered `overloaded`. */
  readonly commandsMax?: number;
  /** Characters of the bodies of those commands. */
  readonly charactersMax?: number;
  /** Commands that go into one commit, more or less: while as many wait for the store, no more are decided. */
  readonly batchMax?: number;
  /** Of more commands than this only half are decided in one go, where the store can write those while the others are decided. */
  readonly halvedAbove?: number;
  /** Streams whose state is kept in memory, of those that are not at rest. */
  readonly statesMax?: number;
  /** Waits for the event loop's next turn, so that all commands of one turn go together; a simulator brings its own. */
  readonly turn?: () => Promise<void>;
}

const ATTEMPTS_MAX = 16;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The writer of a log. Commands are decided in memory on the newest states, including what is decided but not yet
 * durable, and answered when the group they went with is durable. docs/architecture.md, "How a command flows".
 */
export class Ledger {
  readonly stats = noStats();
  private readonly cache: StateCache;
  private readonly loader: StateLoader;
  private readonly commits: GroupCommit;
  private readonly admission: Admission;
  private readonly batchMax: number;
  private readonly turn: () => Promise<void>;
  private running: Promise<void> | undefined;
  /** Counts failures: what was looked up before one is looked up again. */
  private generation = 0;

  private constructor(readonly store: EventStore, private readonly options: LedgerOptions, private lastRecordedAt: Instant) {
    const { commandsMax: commands = 20_000, charactersMax: characters = 256 * 1024 * 1024, batchMax: batch = 1_024, halvedAbove = 32 } = options;
    this.batchMax = batch;
    this.admission = new Admission({ commands, characters, batch, halvedAbove: (store.appendsAtOnce ?? 1) > 1 ? halvedAbove : Infinity });
    this.cache = new StateCache(options.statesMax ?? 100_000);
    this.loader = new StateLoader(store, this.cache);
    this.turn = options.turn ?? nextTurn;
    this.commits = new GroupCommit(store, (batch, receipt) => this.durable(batch, receipt), (batches, error) => this.failed(batches, error));
  }

  /** Opens the writer of a store; its time goes on from the log's last event, whatever the clock says. */
  static async open(store: EventStore, options: LedgerOptions): Promise<Ledger> {
    const head = await store.head();
    const last = head === 0 ? undefined : (await store.readAll({ after: head - 1, limit: 1 })).events[0];
    return new Ledger(store, options, last?.recordedAt ?? options.clock.now());
  }

  /**
   * Applies a command once and answers when that is durable. The same id and body gets the same answer again, refusals
   * too. Rejects with the DomainError of the decision, with `command_id_reused`, `overloaded` (nothing was done),
   * or `store_unavailable` (ask again with the same id to learn what became of it).
   */
  transact<Answer>(command: Command, work: Work<Answer>): Promise<Result<Answer>> {
    try {
      return this.admit(command, work);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The state that is durable now; what is decided but not durable is not told to anyone. */
  async peek<S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>): Promise<{ state: S; revision: number }> {
    const known = this.cache.get(stream.name) ?? (await this.loader.one(stream));
    const durable = this.store.shared === true ? await this.loader.goneOn(known) : known.durable;
    return durable as { state: S; revision: number };
  }

  /** How many commands are not answered yet. */
  get depth(): number {
    return this.admission.depth;
  }

  /** Answers what was taken, refuses what comes after. The store stays open. */
  async close(): Promise<void> {
    this.admission.close();
    while (this.running !== undefined || !this.commits.idle) {
      await this.running;
      await this.commits.settled();
    }
  }

  private admit<Answer>(command: Command, work: Work<Answer>): Promise<Result<Answer>> {
    this.admission.assertMayEnter(command);
    const same = this.admission.same(command);
    if (same !== undefined) return same.promise.then((result) => ({ ...(result as Result<Answer>), repeated: true }));
    if (this.admission.isFull) {
      this.stats.overloaded += 1;
      throw overloaded(this.admission.depth);
    }
    const entry = pending(command, work);
    this.admission.enter(entry);
    this.running ??= this.run();
    return entry.promise as Promise<Result<Answer>>;
  }

  private async run(): Promise<void> {
    while (this.admission.hasWaiting) {
      await this.turn();
      while (this.commits.depth >= this.batchMax) await this.commits.progress();
      await this.decideNext(this.admission.take());
    }
    this.running = undefined;
  }

  private async decideNext(entries: readonly Pending[]): Promise<void> {
    const apart = entries[0]!.together < Infinity;
    if (apart) await this.commits.settled();
    for (;;) {
      const { generation } = this;
      const known = await this.recorded(entries);
      if (known === undefined) return;
      const { streams, failures } = await this.loader.all(entries.flatMap(({ work }, i) => (known[i] === undefined ? work.streams : [])));
      if (generation !== this.generation) continue;
      // From here on nothing waits: what was looked up is still so when it is decided on.
      const fresh = entries.filter((entry, i) => !this.repeat(entry, known[i]) && !this.unloadable(entry, failures));
      if (fresh.length > 0) this.commits.add(this.decideAll(fresh, streams));
      break;
    }
    if (apart) await this.commits.settled();
  }

  /** What was answered to these commands before; when the store cannot tell, they are answered that. */
  private async recorded(entries: readonly Pending[]): Promise<readonly (CommandOutcome | undefined)[] | undefined> {
    try {
      return await this.store.outcomes(entries.map(({ command }) => command.id));
    } catch (error) {
      const failure = error instanceof DomainError ? error : storeUnavailable('the log could not be read', error);
      for (const entry of entries) this.answer(entry, () => entry.reject(failure));
      return undefined;
    }
  }

  private unloadable(entry: Pending, failures: ReadonlyMap<string, unknown>): boolean {
    const failed = failures.size > 0 && entry.work.streams.find(({ name }) => failures.has(name));
    if (!failed) return false;
    this.answer(entry, () => entry.reject(failures.get(failed.name)));
    return true;
  }

  private decideAll(entries: readonly Pending[], streams: ReadonlyMap<string, CachedStream>): Batch {
    this.lastRecordedAt = laterOf(this.options.clock.now(), this.lastRecordedAt);
    return decideAll(entries, this.lastRecordedAt, {
      streams,
      advanced: (entry) => this.cache.set(entry),
      failed: (entry, error) => this.answer(entry, () => entry.reject(error)),
    });
  }

  private durable(batch: Batch, { basePosition, recordedAt = batch.recordedAt }: AppendReceipt): void {
    this.lastRecordedAt = laterOf(recordedAt, this.lastRecordedAt);
    this.stats.commits += 1;
    this.stats.events += batch.events.length;
    for (const [entry, folded] of batch.changed) {
      entry.durable = folded;
      if (entry.latest === folded && entry.stream.decider.atRest?.(folded.state) === true) this.cache.drop(entry.stream.name);
    }
    this.loader.wentOn(batch.changed.keys());
    for (const { pending: entry, outcome, answer, error } of batch.decided) {
      const position = basePosition + outcome.eventsBefore;
      if (error === undefined) this.stats.applied += 1;
      else this.stats.rejected += 1;
      this.answer(entry, () => (error === undefined ? entry.resolve({ answer, position, recordedAt, repeated: false }) : entry.reject(error)));
    }
    void this.snapshot([...batch.changed.keys()]);
  }

  /** A snapshot only saves work: when one cannot be written, the stream is folded from further back. */
  private async snapshot(entries: readonly CachedStream[]): Promise<void> {
    try {
      const due = dueSnapshots(entries);
      if (due.length === 0) return;
      await this.store.writeSnapshots(due);
      this.stats.snapshots += due.length;
    } catch {
      this.stats.failedSnapshots += 1;
    }
  }

  /**
   * Drops what was decided on a state of the world that did not come true; decides anew or gives up. When the store
   * refuses what one of many commands wants to write, halves are tried until that one stands alone with its error.
   */
  private failed(batches: readonly Batch[], error: unknown): void {
    this.generation += 1;
    this.stats.failedCommits += 1;
    for (const { changed, read } of batches) for (const { stream } of [...changed.keys(), ...read.keys()]) this.cache.drop(stream.name);
    this.loader.anyMayHaveGoneOn();
    const entries = batches.flatMap(({ decided }) => decided.map(({ pending: entry }) => entry));
    const apart = isRefusedContent(error) && entries.length > 1;
    if (apart) for (const entry of entries) entry.together = Math.ceil(entries.length / 2);
    const mayTryAgain = apart || isLostRace(error);
    const again = entries.filter(({ attempts }) => mayTryAgain && attempts < ATTEMPTS_MAX);
    this.stats.redecided += again.length;
    this.admission.again(again);
    const failure = isLostRace(error) || !(error instanceof DomainError) ? storeUnavailable('the commit failed', error) : error;
    for (const entry of entries) if (!mayTryAgain || entry.attempts >= ATTEMPTS_MAX) this.answer(entry, () => entry.reject(failure));
    if (this.admission.hasWaiting) this.running ??= this.run();
  }

  /** Answers a command that was answered before; whether it was. */
  private repeat(entry: Pending, known: CommandOutcome | undefined): boolean {
    if (known === undefined) return false;
    this.stats.repeated += 1;
    this.answer(entry, () => answerAgain(entry, known));
    return true;
  }

  private answer(entry: Pending, settle: () => void): void {
    this.admission.leave(entry);
    settle();
  }
}
