import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '@loyalty/kernel';
import { assertLimit, baseNotTaken, checkpointAhead, keep, LiveTail, storeClosed, storeUnavailable, subscribeByReading, type AppendReceipt, type Commit, type CommandOutcome, type EventStore, type Page, type ReadAllOptions, type RecordedEvent, type Snapshot } from '@loyalty/ledger';
import { fromSqlite, isSqliteError } from '../sqlite-error';
import { assertSound } from './assert-sound';
import { CommitPlanner } from './commit-planner';
import { LogWriter } from './disk/log-writer';
import type { PreparedCommit } from './disk/prepared-commit';
import { LogReader } from './log-reader';
import { assertLedgerFile, openLog, type OpenLog } from './open-log';
import { StreamIds } from './stream-ids';
import { StreamIndex } from './stream-index';
import { COMMAND_IDS, STREAM_NAMES, TextIndex } from './text-index';
import { WriterLock } from './writer-lock';

export interface SqliteStoreOptions {
  /** Events, and commands, that wait in memory before they are sorted and moved into their index. */
  readonly gatheredMax?: number;
  /** Streams whose last revision is remembered. */
  readonly headsMax?: number;
  /** Commits of one command in a row after which the next is written without a thread of its own. */
  readonly loneAfter?: number;
}

/** All that is open while the log is: it is opened and closed together. */
interface OpenParts {
  readonly log: OpenLog;
  readonly reader: LogReader;
  readonly planner: CommitPlanner;
  readonly writer: LogWriter;
  readonly lock: WriterLock;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The log in one SQLite file, written by one process. A commit is one transaction with `synchronous=FULL`: when it is
 * answered it is on the disk. After a disk error the file is opened anew and the log read from it; a sync that failed
 * is never tried again on the same handle.
 */
export class SqliteEventStore implements EventStore {
  readonly logId: string;
  /** While one is written the next is put into rows. */
  readonly appendsAtOnce = 2;
  private readonly tail: LiveTail;
  private readonly closing = new AbortController();
  /** Absent while the file could not be opened again after a disk error. */
  private parts: OpenParts | undefined;
  /** Position of the last event on its way to the disk. */
  private planned: number;
  private lastBegun: Promise<unknown> = Promise.resolve();
  private lastWritten: Promise<unknown> = Promise.resolve();
  /** Why the writer takes nothing any more, where it is not the disk. */
  private ended: unknown;
  /** Commits that were not taken: nothing that was decided on them is. */
  private readonly refused = new WeakSet<Commit>();

  private constructor(private readonly file: string, private readonly clock: Clock, private readonly options: SqliteStoreOptions) {
    this.parts = this.openAll();
    this.logId = this.parts.log.logId;
    this.tail = new LiveTail(this.parts.reader.head());
    this.planned = this.tail.head;
  }

  /**
   * Throws `store_locked`, `store_damaged`, `root_mismatch`, `tree_incomplete`, `not_a_ledger` or `format_unknown`; a
   * refused file is not written to.
   */
  static open(file: string, clock: Clock, options: SqliteStoreOptions = {}): SqliteEventStore {
    return new SqliteEventStore(file, clock, options);
  }

  private openAll(): OpenParts {
    const { file } = this;
    assertLedgerFile(file);
    let lock: WriterLock | undefined;
    let log: OpenLog | undefined;
    try {
      mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
      lock = WriterLock.take(file);
      assertSound(file);
      log = openLog(file);
      const { gatheredMax } = this.options;
      const commands = new TextIndex(log.db, COMMAND_IDS, gatheredMax);
      const names = new TextIndex(log.db, STREAM_NAMES, gatheredMax);
      const indexes = { streams: new StreamIndex(log.db, gatheredMax), commands, names };
      const ids = new StreamIds(names);
      void this.learn(log, [commands, names]);
      const planner = new CommitPlanner(ids, indexes, this.options.headsMax);
      const epoch = lock.claim(log.db, this.clock);
      log.db.exec('PRAGMA query_only=1');
      return { log, lock, reader: new LogReader(log.db, ids, indexes), planner, writer: new LogWriter(log.db, { file, epoch }, this.options.loneAfter) };
    } catch (error) {
      log?.db.close();
      lock?.release();
      throw isSqliteError(error) ? fromSqlite(error, file) : error;
    }
  }

  /** Goes on until the indexes know their tables, or the file is closed. What the disk fails it with is met again by whoever needs the table. */
  private async learn({ db }: OpenLog, indexes: readonly TextIndex[]): Promise<void> {
    try {
      do await nextTurn();
      while (db.isOpen && indexes.some((index) => index.learn()));
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
  }

  async append(commit: Commit): Promise<AppendReceipt> {
    this.assertOpen();
    const begun = this.lastBegun.then(() => this.begin(commit));
    this.lastBegun = begun.catch(() => this.refused.add(commit));
    return (await begun).written;
  }

  /** Plans a commit and hands it to the writer; those before it may still be on their way to the disk. */
  private async begin(commit: Commit): Promise<{ readonly written: Promise<AppendReceipt> }> {
    if (this.parts === undefined || this.parts.writer.broken) await this.reopen();
    if (this.ended !== undefined) throw this.ended;
    if (commit.after !== undefined && this.refused.has(commit.after)) throw baseNotTaken();
    const prepared = this.reading(({ planner }) => planner.plan(commit, this.planned));
    this.planned += prepared.lines.length;
    const written = this.write(commit, prepared);
    this.lastWritten = written.catch(() => this.refused.add(commit));
    return { written };
  }

  private async write(commit: Commit, prepared: PreparedCommit): Promise<AppendReceipt> {
    const { planner, writer } = this.open;
    try {
      await writer.commit(prepared);
    } catch (error) {
      if (!writer.broken) this.ended = error;
      throw error;
    }
    planner.taken(commit, prepared);
    this.tail.push(prepared.lines);
    return { basePosition: prepared.basePosition };
  }

  /** Reads the log from the disk again, as at a start. */
  private async reopen(): Promise<void> {
    await this.lastWritten;
    await this.shut();
    this.parts = this.openAll();
    this.tail.push(this.parts.reader.lines({ after: this.tail.head, limit: Number.MAX_SAFE_INTEGER }));
    this.planned = this.tail.head;
  }

  private async shut(): Promise<void> {
    const { parts } = this;
    this.parts = undefined;
    try {
      await parts?.writer.close();
      parts?.log.db.close();
    } finally {
      parts?.lock.release();
    }
  }

  async readStream(stream: string, options: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    this.assertOpen();
    return this.reading(({ reader }) => reader.stream(stream, options));
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    this.assertOpen();
    assertLimit(options.limit);
    if (options.after > this.tail.head) throw checkpointAhead('reader', options.after, this.tail.head);
    const page = this.tail.page(options);
    if (page !== undefined) return page;
    // Reading the file holds the thread: who reads page after page lets others have their turn in between.
    await nextTurn();
    this.assertOpen();
    const events = this.reading(({ reader }) => reader.all(options));
    return { events: keep(events, options.categories), through: options.after + events.length };
  }

  subscribe(options: ReadAllOptions & { signal: AbortSignal }): AsyncIterable<Page> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return subscribeByReading({ ...options, signal }, this.tail, (next) => this.readAll(next));
  }

  async outcomes(commandIds: readonly string[]): Promise<readonly (CommandOutcome | undefined)[]> {
    this.assertOpen();
    return this.reading(({ reader }) => commandIds.map((id) => reader.outcome(id)));
  }

  async head(): Promise<number> {
    this.assertOpen();
    return this.reading(() => this.tail.head);
  }

  async readSnapshot(stream: string): Promise<Snapshot | undefined> {
    this.assertOpen();
    return this.reading(({ reader }) => reader.snapshot(stream));
  }

  async writeSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    this.assertOpen();
    await this.open.writer.snapshots(snapshots);
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.lastBegun;
    await this.lastWritten;
    await this.shut();
  }

  /** Runs what reads the file; gives one of our errors for one of the driver's. */
  private reading<T>(read: (parts: OpenParts) => T): T {
    try {
      return read(this.open);
    } catch (error) {
      throw isSqliteError(error) ? fromSqlite(error, this.file) : error;
    }
  }

  private get open(): OpenParts {
    if (this.parts === undefined) throw storeUnavailable(`${this.file} could not be opened again`);
    return this.parts;
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw storeClosed();
  }
}
