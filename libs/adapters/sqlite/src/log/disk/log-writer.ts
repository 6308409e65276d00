import type { DatabaseSync } from 'node:sqlite';
import type { Snapshot } from '@loyalty/ledger';
import { fromSqlite, isSqliteError } from '../../sqlite-error';
import { logEnd } from '../assert-sound';
import { epochCheck } from '../writer-lock';
import { CommitWriter } from './commit-writer';
import type { PreparedCommit } from './prepared-commit';
import { ThreadedWriter } from './threaded-writer';
import type { WriterOrders } from './writer-thread';

/** Commits of one command in a row after which the next is written where it was decided. */
const LONE_AFTER = 16;

/**
 * Writes a log. As a rule a thread of its own waits for the disk while this one decides what comes next. As long as
 * commands come one at a time there is nothing to decide meanwhile: then the way to the other thread and back is saved,
 * and this one waits for the disk itself. Never do both write: it waits until the thread has nothing to do.
 */
export class LogWriter {
  private readonly thread: ThreadedWriter;
  private own: CommitWriter | undefined;
  private ownIsBroken = false;
  private lone = 0;
  private wroteHere = false;

  constructor(private readonly db: DatabaseSync, private readonly orders: WriterOrders, private readonly loneAfter = LONE_AFTER) {
    this.thread = new ThreadedWriter(orders);
  }

  /** Whether it can write no more: the disk failed it, or its thread has ended. */
  get broken(): boolean {
    return this.ownIsBroken || this.thread.broken;
  }

  /** Resolves when the commit is on the disk. */
  async commit(commit: PreparedCommit): Promise<void> {
    this.lone = commit.answers.length > 1 ? 0 : this.lone + 1;
    const here = this.lone > this.loneAfter && this.thread.idle;
    const otherWrote = here !== this.wroteHere;
    this.wroteHere = here;
    if (here) this.writeHere(commit, otherWrote);
    else await this.thread.commit(commit, otherWrote);
  }

  snapshots(snapshots: readonly Snapshot[]): Promise<void> {
    return this.thread.snapshots(snapshots);
  }

  /** Resolves when everything asked before is done and the thread's handle is closed. */
  close(): Promise<void> {
    return this.thread.close();
  }

  private writeHere(commit: PreparedCommit, otherWrote: boolean): void {
    const { db, orders: { file, epoch } } = this;
    try {
      // Whoever else uses this handle reads, and is to go on only reading.
      db.exec('PRAGMA query_only=0');
      this.own ??= new CommitWriter(db, () => logEnd(file, db), epochCheck(db, epoch));
      this.own.write(commit, otherWrote);
      db.exec('PRAGMA query_only=1');
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.ownIsBroken = true;
      throw fromSqlite(error, file);
    }
  }
}
