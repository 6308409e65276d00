import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { corrupt } from '@loyalty/ledger';
import { viewStoreClosed } from '@loyalty/views';
import { openDatabase } from '../open-database';
import { fromSqlite, isSqliteError } from '../sqlite-error';
import { VIEWS_APPLICATION_ID, VIEWS_FORMAT_VERSION, VIEWS_SCHEMA } from './schema';

/** Smaller pages than the log's: each document that changes writes whole pages, one for itself and one or two for each index. */
const PAGE_SIZE = 4_096;
/** 16 MiB of write-ahead log. More is copied back less often, and holds the thread longer when it is. */
const CHECKPOINT_PAGES = 4_000;
const STATEMENTS_MAX = 1_000;

/**
 * The file of views, checkpoints and parked facts, with its statements prepared once. `synchronous=NORMAL`: a power cut
 * may take the last writes, always a whole tail of them, so a checkpoint never outlives the documents before it.
 */
export class ViewsDatabase {
  private readonly statements = new Map<string, StatementSync>();
  private open = true;

  private constructor(readonly db: DatabaseSync, private readonly file: string) {}

  /** Throws `store_damaged`, `not_a_view_store` or `format_unknown`; a refused file is not written to. */
  static open(file: string): ViewsDatabase {
    try {
      const db = openDatabase(file, { synchronous: 'NORMAL', pageSize: PAGE_SIZE, checkpointPages: CHECKPOINT_PAGES });
      try {
        prepareFile(db, file);
      } catch (error) {
        db.close();
        throw error;
      }
      return new ViewsDatabase(db, file);
    } catch (error) {
      throw isSqliteError(error) ? fromSqlite(error, file) : error;
    }
  }

  /** The statement of this text; its rows come as arrays. */
  statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    if (this.statements.size >= STATEMENTS_MAX) this.statements.clear();
    const statement = this.db.prepare(sql);
    statement.setReturnArrays(true);
    this.statements.set(sql, statement);
    return statement;
  }

  /** Runs work on the file and turns the driver's errors into ours. */
  run<T>(work: () => T): T {
    if (!this.open) throw viewStoreClosed();
    try {
      return work();
    } catch (error) {
      throw isSqliteError(error) ? fromSqlite(error, this.file) : error;
    }
  }

  /** All of the work or nothing. */
  write<T>(work: () => T): T {
    return this.run(() => this.within('BEGIN IMMEDIATE', work));
  }

  /** All of the work sees the same moment. */
  read<T>(work: () => T): T {
    return this.run(() => this.within('BEGIN', work));
  }

  /** Brings to the disk what was written so far; for the few facts that cannot be found again. */
  sync(): void {
    this.run(() => this.db.exec('PRAGMA wal_checkpoint(PASSIVE)'));
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.statements.clear();
    this.db.close();
  }

  private within<T>(begin: string, work: () => T): T {
    this.statement(begin).run();
    try {
      const result = work();
      this.statement('COMMIT').run();
      return result;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

function prepareFile(db: DatabaseSync, file: string): void {
  const pragma = (name: string) => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  if (db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined) {
    db.exec(`BEGIN IMMEDIATE; PRAGMA application_id=${VIEWS_APPLICATION_ID}; PRAGMA user_version=${VIEWS_FORMAT_VERSION}; ${VIEWS_SCHEMA} COMMIT;`);
  }
  if (pragma('application_id') !== VIEWS_APPLICATION_ID) throw corrupt('not_a_view_store', `${file} is a database, but does not hold views`, { file });
  const version = pragma('user_version');
  if (version !== VIEWS_FORMAT_VERSION) throw corrupt('format_unknown', `${file} has format ${version}; this program knows ${VIEWS_FORMAT_VERSION}`, { file, version });
}
