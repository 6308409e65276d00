import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { corrupt } from '@loyalty/ledger';
import { fromSqlite, isSqliteError } from './sqlite-error';

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** `FULL` waits for the disk at every commit; `NORMAL` may lose the last ones on power loss, never consistency. */
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly pageSize?: number;
  readonly cacheKiB?: number;
  /** Pages in the write-ahead log before it is copied into the file. */
  readonly checkpointPages?: number;
}

/** Opens a file with the settings it is to have, and asserts that it has them. Makes the folder when it is missing. */
export function openDatabase(file: string, options: OpenOptions): DatabaseSync {
  assertWhole(file);
  if (!options.readOnly) mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const db = new DatabaseSync(file, { readOnly: options.readOnly ?? false, timeout: BUSY_MS });
  try {
    if (!options.readOnly) {
      db.exec(`PRAGMA page_size=${options.pageSize ?? 8192}; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=${options.checkpointPages ?? 4000};`);
    }
    db.exec(`PRAGMA synchronous=${options.synchronous}; PRAGMA cache_size=-${options.cacheKiB ?? 65_536}; PRAGMA temp_store=MEMORY;`);
    const level = Object.values(db.prepare('PRAGMA synchronous').get() ?? {})[0];
    if (level !== (options.synchronous === 'FULL' ? 2 : 1)) throw new Error(`${file}: synchronous is ${String(level)}, not ${options.synchronous}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const BUSY_MS = 5_000;
const PAGE_SIZE_MIN = 512;

/**
 * Looks at a file before anything may write to it: one that is not a database, is shorter than it says, or was emptied
 * beside its write-ahead log is refused with `store_damaged` and left as it is.
 */
export function assertWhole(file: string): void {
  // In this order: who makes a new file writes to it first and to its log then.
  const logged = sizeOf(`${file}-wal`);
  const size = isUnmade(file) ? 0 : sizeOf(file);
  // It would also take a few stray bytes for a new database; its smallest page has 512.
  if (size > 0 && size < PAGE_SIZE_MIN) throw corrupt('store_damaged', `${file}: this is not a database`, { file });
  if (size > 0) examine(file, (db) => assertLength(file, db));
  // SQLite takes an empty file for a new one, and then deletes the log with what was not yet copied from it.
  else if (logged > 0) throw corrupt('store_damaged', `${file} is empty, its write-ahead log is not`, { file });
}

const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex');
/** Where a rollback journal says how many pages the file had before, and how large they are (sqlite.org/fileformat2.html, section 3). */
const PAGES_BEFORE_AT = 16;
const PAGE_SIZE_AT = 24;

/** Whether nothing is in a file yet: it is not there, or empty, or a process died while it was making it. */
export function isNew(file: string): boolean {
  return sizeOf(file) === 0 || isUnmade(file);
}

/**
 * The rollback journal says that the file was empty before. Whoever opens it to write has SQLite take back what stands in it; to a
 * reader SQLite says that it cannot be read. Only the first page of a new file is written so; a file of more is no new one, should
 * a power cut have brought its journal back, and nobody is to empty it.
 */
function isUnmade(file: string): boolean {
  const journal = startOf(`${file}-journal`, PAGE_SIZE_AT + 4);
  if (journal === undefined || !journal.subarray(0, JOURNAL_MAGIC.length).equals(JOURNAL_MAGIC)) return false;
  return journal.readUInt32BE(PAGES_BEFORE_AT) === 0 && sizeOf(file) <= journal.readUInt32BE(PAGE_SIZE_AT);
}

/** The first bytes of a file that has so many. */
function startOf(file: string, length: number): Buffer | undefined {
  if (sizeOf(file) < length) return undefined;
  const handle = openSync(file, 'r');
  try {
    const start = Buffer.alloc(length);
    return readSync(handle, start) === length ? start : undefined;
  } finally {
    closeSync(handle);
  }
}

/** SQLite refuses a file that lacks whole pages, but fills up a last page that lacks bytes. */
function assertLength(file: string, db: DatabaseSync): void {
  const { pages, pageSize } = db.prepare('SELECT page_count AS pages, page_size AS pageSize FROM pragma_page_count, pragma_page_size').get() as { pages: number; pageSize: number };
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  // While the write-ahead log holds anything, a crash may have cut the copying of it short: then the log completes the file.
  if (sizeOf(`${file}-wal`) > 0 || sizeOf(file) >= pages * pageSize) return;
  throw corrupt('store_damaged', `${file} has ${sizeOf(file)} bytes and should have ${pages * pageSize}`, { file });
}

/**
 * Lets somebody look at a file that is there, reading only: the file and its write-ahead log stay as they are, byte for
 * byte. SQLite does the reading, because a process that opens and closes the file by itself loses the locks that it
 * holds on it (sqlite.org/howtocorrupt.html, section 2.2).
 */
export function examine<T>(file: string, look: (db: DatabaseSync) => T): T {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    return look(db);
  } catch (error) {
    throw isSqliteError(error) ? fromSqlite(error, file) : error;
  } finally {
    db?.close();
  }
}

/** Bytes of a file; 0 when there is none. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
