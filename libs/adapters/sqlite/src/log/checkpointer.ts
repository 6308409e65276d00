import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

export interface CheckpointLimits {
  /** Pages in the write-ahead log that are not copied yet, from which on the thread is asked to copy them. */
  readonly startPages: number;
  /** Pages in the write-ahead log from which on the writer copies the last few by itself, so that the log begins anew. */
  readonly finishPages: number;
  /** How many the last few are. */
  readonly restPages: number;
  /** Pages in the write-ahead log beyond which the writer copies whatever is left. */
  readonly mostPages: number;
}

const LIMITS: CheckpointLimits = { startPages: 1_000, finishPages: 4_000, restPages: 400, mostPages: 16_000 };

// Plain JavaScript in a string: the same from dist, from the SWC loader and in jest, without a file to be found.
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(workerData, { timeout: 0 });
db.exec('PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-256');
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
parentPort.on('message', (message) => {
  if (message === 'close') { db.close(); parentPort.close(); return; }
  let failed = false;
  try { checkpoint.get(); } catch { failed = true; }
  parentPort.postMessage(failed);
});
`;

/**
 * Copies the write-ahead log into the file on a thread of its own, so that commits need not wait for it. The writer
 * copies the last few pages itself, for only between two commits can the log begin anew; and all of them when the thread
 * cannot keep up or has died.
 */
export class Checkpointer {
  private thread: Worker | undefined;
  private busy = false;
  private readonly look: StatementSync;
  private readonly inLine: StatementSync;
  readonly stats = { asked: 0, finished: 0, forced: 0 };

  constructor(db: DatabaseSync, file: string, private readonly limits: CheckpointLimits = LIMITS) {
    db.exec('PRAGMA wal_autocheckpoint=0');
    this.look = db.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.inLine = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
    const thread = new Worker(THREAD, { eval: true, workerData: file, execArgv: [] });
    thread.unref();
    thread.on('message', (failed: boolean) => {
      this.busy = false;
      if (failed) this.drop();
    });
    thread.on('error', () => this.drop());
    thread.on('exit', () => this.drop());
    this.thread = thread;
  }

  /** To be called after each commit. */
  committed(): void {
    const { log, checkpointed } = this.look.get() as { log: number; checkpointed: number };
    const rest = log - checkpointed;
    const { startPages, finishPages, restPages, mostPages } = this.limits;
    if (log >= finishPages && (this.thread === undefined || log >= mostPages || (!this.busy && rest <= restPages))) {
      this.inLine.get();
      if (rest > restPages) this.stats.forced += 1;
      else this.stats.finished += 1;
    } else if (rest >= startPages || log >= finishPages) this.ask();
  }

  private ask(): void {
    if (this.busy || this.thread === undefined) return;
    this.busy = true;
    this.stats.asked += 1;
    this.thread.postMessage('checkpoint');
  }

  private drop(): void {
    this.thread = undefined;
    this.busy = false;
  }

  close(): void {
    this.thread?.postMessage('close');
    this.thread = undefined;
  }
}
