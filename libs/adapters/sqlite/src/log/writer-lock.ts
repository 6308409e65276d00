import { hostname } from 'node:os';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { DomainError, type Clock } from '@loyalty/kernel';
import { fenced } from '@loyalty/ledger';
import { examine, isNew } from '../open-database';
import { fromSqlite, isBusy } from '../sqlite-error';

/**
 * One writer for each log. The lock is a second file held exclusively: the operating system frees it when its holder
 * dies, however it dies. Should two processes believe they hold it all the same, the epoch in the log decides: each
 * opening raises it, and a commit under an older one is refused.
 */
export class WriterLock {
  private constructor(private readonly lock: DatabaseSync) {}

  /** Throws `store_locked` with the holder's process id and host when another writer has the log. */
  static take(file: string): WriterLock {
    const lock = new DatabaseSync(`${file}-lock`, { timeout: 0 });
    try {
      lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;');
      return new WriterLock(lock);
    } catch (error) {
      lock.close();
      if (!isBusy(error)) throw fromSqlite(error, `${file}-lock`);
      throw locked(file, error);
    }
  }

  /** Raises the log's epoch, which is then this writer's. */
  claim(db: DatabaseSync, clock: Clock): number {
    return epochOf(db.prepare(
      `INSERT INTO writer VALUES (1, 1, ?, ?, ?) ON CONFLICT (only) DO UPDATE
       SET epoch = epoch + 1, pid = excluded.pid, host = excluded.host, since = excluded.since RETURNING epoch`,
    ), process.pid, hostname(), clock.now());
  }

  release(): void {
    this.lock.close();
  }
}

/** The check to be made inside each commit: it throws `fenced` once a later writer has raised the epoch. */
export function epochCheck(db: DatabaseSync, epoch: number): () => void {
  const current = db.prepare('SELECT epoch FROM writer');
  return () => {
    const now = epochOf(current);
    if (now !== epoch) throw fenced(epoch, now);
  };
}

function epochOf(statement: StatementSync, ...values: (string | number)[]): number {
  return Number(statement.get(...values)?.['epoch']);
}

function locked(file: string, cause: unknown): DomainError {
  const { pid, host, since } = holderOf(file);
  return new DomainError('unavailable', 'store_locked', `${file} is written by process ${pid} on ${host}`, { file, pid, host, since }, { cause });
}

/** Who has the log open, as it wrote into it; unknown while it is still making the file. */
function holderOf(file: string): { pid: number | string; host: string; since: string } {
  const unknown = { pid: 'unknown', host: 'unknown', since: 'unknown' };
  if (isNew(file)) return unknown;
  return examine(file, (db) => {
    const made = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'writer'").get() !== undefined;
    const row = made ? db.prepare('SELECT pid, host, since FROM writer').get() : undefined;
    return row === undefined ? unknown : { pid: Number(row['pid']), host: String(row['host']), since: String(row['since']) };
  });
}
