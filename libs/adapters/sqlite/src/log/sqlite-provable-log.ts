import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Hash, ProvableLog, StoredCommit, StoredLeaf } from '@loyalty/ledger';
import { fromSqlite, isSqliteError } from '../sqlite-error';
import { bytesOf, lastPosition, storedCommit } from './log-reader';
import { openLog } from './open-log';
import { StoredTree } from './tree';

/** A ledger file as an auditor reads it: read-only, beside a running writer or without one. */
export class SqliteProvableLog implements ProvableLog {
  private readonly leafRows: StatementSync;
  private readonly commitRows: StatementSync;
  private readonly tree: StoredTree;

  private constructor(private readonly file: string, private readonly db: DatabaseSync, readonly logId: string) {
    this.leafRows = db.prepare('SELECT position, name, revision, line, leaf FROM events JOIN streams ON streams.id = events.stream WHERE position > ? ORDER BY position LIMIT ?');
    this.leafRows.setReturnArrays(true);
    this.commitRows = db.prepare('SELECT number, position, recorded_at, root FROM commits WHERE number > ? ORDER BY number LIMIT ?');
    this.tree = new StoredTree(db);
  }

  static open(file: string): SqliteProvableLog {
    const { db, logId } = openLog(file, { readOnly: true });
    return new SqliteProvableLog(file, db, logId);
  }

  leaves(after: number, limit: number): readonly StoredLeaf[] {
    const found = this.reading(() => this.leafRows.all(after, limit)) as unknown as [number, string, number, unknown, unknown][];
    return found.map(([position, stream, revision, line, leaf]) => ({ position, stream, revision, line: String(line), leaf: bytesOf(leaf) }));
  }

  commits(afterNumber: number, limit: number): readonly StoredCommit[] {
    return this.reading(() => this.commitRows.all(afterNumber, limit)).map(storedCommit);
  }

  node(level: number, index: number): Hash {
    return this.reading(() => this.tree.node(level, index));
  }

  size(): number {
    return this.reading(() => lastPosition(this.db));
  }

  close(): void {
    this.db.close();
  }

  private reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw isSqliteError(error) ? fromSqlite(error, this.file) : error;
    }
  }
}
