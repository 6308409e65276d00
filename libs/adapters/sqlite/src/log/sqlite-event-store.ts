import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '@loyalty/kernel';
import { assertLimit, checkpointAhead, keep, LiveTail, storeClosed, storeUnavailable, subscribeByReading, type AppendReceipt, type Commit, type CommandOutcome, type EventStore, type Page, type ReadAllOptions, type RecordedEvent, type Snapshot } from '@loyalty/ledger';
import { fromSqlite, isSqliteError } from '../sqlite-error';
import { assertSound, logEnd } from './assert-sound';
import { CommitWriter } from './commit-writer';
import { LogReader } from './log-reader';
import { assertLedgerFile, openLog, type OpenLog } from './open-log';
import { StreamIndex } from './stream-index';
import { WriterLock } from './writer-lock';

export interface SqliteStoreOptions {
  /** Events that wait in memory before they are sorted and moved into the index of streams. */
  readonly gatheredMax?: number;
}

/** All that is open while the log is: it is opened and closed together. */
interface OpenParts {
  readonly log: OpenLog;
  readonly reader: LogReader;
  readonly writer: CommitWriter;
  readonly lock: WriterLock;
}

/**
 * The log in one SQLite file, written by one process. A commit is one transaction with `synchronous=FULL`: when it is
 * answered it is on the disk. After a disk error the file is opened anew and the log read from it; a sync that failed
 * is never tried again on the same handle.
 */
export class SqliteEventStore implements EventStore {
  readonly logId: string;
  private readonly tail: LiveTail;
  private readonly closing = new AbortController();
  /** Absent while the file could not be opened again after a disk error. */
  private parts: OpenParts | undefined;
  private broken = false;

  private constructor(private readonly file: string, private readonly clock: Clock, private readonly options: SqliteStoreOptions) {
    this.parts = this.openAll();
    this.logId = this.parts.log.logId;
    this.tail = new LiveTail(this.parts.reader.head());
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
      const index = new StreamIndex(log.db, this.options.gatheredMax);
      const assertHeld = lock.claim(log.db, this.clock);
      return { log, lock, reader: new LogReader(log.db, index), writer: new CommitWriter(log.db, logEnd(file, log.db), index, assertHeld) };
    } catch (error) {
      log?.db.close();
      lock?.release();
      throw isSqliteError(error) ? fromSqlite(error, file) : error;
    }
  }

  async append(commit: Commit): Promise<AppendReceipt> {
    this.assertOpen();
    if (this.broken) this.reopen();
    try {
      const { basePosition, lines } = this.open.writer.write(commit);
      this.tail.push(lines);
      return { basePosition };
    } catch (error) {
      throw this.named(error, { breaks: true });
    }
  }

  /** Reads the log from the disk again, as at a start. */
  private reopen(): void {
    this.shut();
    this.parts = this.openAll();
    this.broken = false;
    this.tail.push(this.parts.reader.lines({ after: this.tail.head, limit: Number.MAX_SAFE_INTEGER }));
  }

  private shut(): void {
    const { parts } = this;
    this.parts = undefined;
    try {
      parts?.log.db.close();
    } finally {
      parts?.lock.release();
    }
  }

  async readStream(stream: string, options: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    return this.reading(({ reader }) => reader.stream(stream, options));
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    return this.reading(({ reader }) => {
      assertLimit(options.limit);
      if (options.after > this.tail.head) throw checkpointAhead('reader', options.after, this.tail.head);
      const page = this.tail.page(options);
      if (page !== undefined) return page;
      const events = reader.all(options);
      return { events: keep(events, options.categories), through: options.after + events.length };
    });
  }

  subscribe(options: ReadAllOptions & { signal: AbortSignal }): AsyncIterable<Page> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return subscribeByReading({ ...options, signal }, this.tail, (next) => this.readAll(next));
  }

  async outcomes(commandIds: readonly string[]): Promise<readonly (CommandOutcome | undefined)[]> {
    return this.reading(({ reader }) => commandIds.map((id) => reader.outcome(id)));
  }

  async head(): Promise<number> {
    return this.reading(() => this.tail.head);
  }

  async readSnapshot(stream: string): Promise<Snapshot | undefined> {
    return this.reading(({ reader }) => reader.snapshot(stream));
  }

  async writeSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    this.assertOpen();
    const { db } = this.open.log;
    try {
      const insert = db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)');
      db.exec('BEGIN IMMEDIATE');
      for (const { stream, revision, stateVersion, state } of snapshots) insert.run(stream, revision, stateVersion, state);
      db.exec('COMMIT');
    } catch (error) {
      throw this.named(error, { breaks: true });
    }
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.shut();
  }

  private reading<T>(read: (parts: OpenParts) => T): T {
    this.assertOpen();
    try {
      return read(this.open);
    } catch (error) {
      throw this.named(error, { breaks: false });
    }
  }

  private get open(): OpenParts {
    if (this.parts === undefined) throw storeUnavailable(`${this.file} could not be opened again`);
    return this.parts;
  }

  /** One of our errors for one of the driver's; one met while writing ends the use of this handle. */
  private named(error: unknown, { breaks }: { breaks: boolean }): unknown {
    if (!isSqliteError(error)) return error;
    if (breaks) this.broken = true;
    return fromSqlite(error, this.file);
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw storeClosed();
  }
}
