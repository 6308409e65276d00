import { Worker } from 'node:worker_threads';
import type { SeededRandom } from '@loyalty/kernel';
import type { openDatabase } from '@loyalty/sqlite';

/** A thread that waits for the start, counts so many microseconds off, and kills the process. */
const KILLER = `
const { workerData: { shared } } = require('node:worker_threads');
const state = new Int32Array(shared);
Atomics.wait(state, 0, 0);
const until = performance.now() + Atomics.load(state, 1) / 1000;
while (performance.now() < until);
process.kill(process.pid, 'SIGKILL');`;

/** About what copying a page takes, so that most deaths come before the last page. */
const MICROSECONDS_A_PAGE = 2;

/**
 * Dies while SQLite copies its write-ahead log into the file: the log is copied in one call that holds this thread, so
 * another one does the killing, at a moment within the time that such a copy takes. `missed` hears when it came after.
 */
export function armDuringCheckpoint(db: ReturnType<typeof openDatabase>, random: SeededRandom, missed: () => void): void {
  const shared = new SharedArrayBuffer(8);
  const state = new Int32Array(shared);
  new Worker(KILLER, { eval: true, execArgv: [], workerData: { shared } }).once('online', () => {
    const pages = Number(db.prepare('PRAGMA wal_checkpoint(NOOP)').get()?.['log'] ?? 0);
    Atomics.store(state, 1, random.int(Math.max(1, pages * MICROSECONDS_A_PAGE)));
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
    db.exec('PRAGMA wal_checkpoint(RESTART)');
    missed();
    for (;;);
  });
}
