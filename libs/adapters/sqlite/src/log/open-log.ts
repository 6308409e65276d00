import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { corrupt } from '@loyalty/ledger';
import { assertWhole, examine, isNew, openDatabase, type OpenOptions } from '../open-database';
import { fromSqlite, isSqliteError } from '../sqlite-error';
import { APPLICATION_ID, FORMAT_VERSION, SCHEMA } from './schema';

/** The ledger's database, with its log id. */
export interface OpenLog {
  readonly db: DatabaseSync;
  readonly logId: string;
}

/**
 * Opens a ledger file, making it when it is new. Refuses with a named error, before anything is written, what is no
 * ledger (`not_a_ledger`), what a newer version wrote (`format_unknown`) and what is damaged (`store_damaged`).
 */
export function openLog(file: string, { readOnly = false, checkpointPages }: Pick<OpenOptions, 'readOnly' | 'checkpointPages'> = {}): OpenLog {
  assertLedgerFile(file);
  let db: DatabaseSync | undefined;
  try {
    db = openDatabase(file, { readOnly, synchronous: 'FULL', ...(checkpointPages === undefined ? {} : { checkpointPages }) });
    if (!readOnly && isEmpty(db)) create(db);
    return { db, logId: assertLedger(db, file) };
  } catch (error) {
    db?.close();
    throw isSqliteError(error) ? fromSqlite(error, file) : error;
  }
}

/** Refuses a file that is there and holds something else than a ledger; it is only read. */
export function assertLedgerFile(file: string): void {
  assertWhole(file);
  if (!isNew(file)) examine(file, (db) => isEmpty(db) || assertLedger(db, file));
}

/** A file of no tables and of nobody's: what is left when a process dies while it makes a new ledger. */
function isEmpty(db: DatabaseSync): boolean {
  return pragma(db, 'application_id') === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function create(db: DatabaseSync): void {
  db.exec(`BEGIN IMMEDIATE; PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${FORMAT_VERSION}; ${SCHEMA}`);
  db.prepare("INSERT INTO log VALUES ('id', ?)").run(randomBytes(16).toString('hex'));
  db.exec('COMMIT');
}

function assertLedger(db: DatabaseSync, file: string): string {
  if (pragma(db, 'application_id') !== APPLICATION_ID) throw corrupt('not_a_ledger', `${file} is a database, but not a ledger`, { file });
  const version = pragma(db, 'user_version');
  if (version !== FORMAT_VERSION) throw corrupt('format_unknown', `${file} has format ${version}; this program knows ${FORMAT_VERSION}`, { file, version });
  const id = db.prepare("SELECT value FROM log WHERE name = 'id'").get()?.['value'];
  if (typeof id !== 'string') throw corrupt('store_damaged', `${file} has no log id`, { file });
  return id;
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
