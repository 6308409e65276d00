import type { DatabaseSync } from 'node:sqlite';
import { parseEventLine, type RecordedEvent, type Snapshot } from '@loyalty/ledger';
import { openDatabase } from '../open-database';
import { hashOf } from './text-index';

/**
 * Single streams and snapshots of a ledger file, read-only, so that it works beside a running server. The indexes
 * run behind the log (docs/file-format.md): what is not in them yet is looked for in what comes after it.
 */
export class SqliteStreamReader {
  private constructor(private readonly db: DatabaseSync) {}

  static open(file: string): SqliteStreamReader {
    return new SqliteStreamReader(openDatabase(file, { readOnly: true, synchronous: 'FULL' }));
  }

  async readStream(name: string, { after, limit }: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    const rows = this.db.prepare(`
      WITH named (id) AS (
        SELECT id FROM streams WHERE name = $name AND id IN (SELECT number FROM stream_names WHERE hash = $hash)
        UNION
        SELECT id FROM streams WHERE name = $name AND id > (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM log WHERE name = 'streams_indexed')
      ), found (position) AS (
        SELECT position FROM stream_events WHERE stream IN (SELECT id FROM named) AND revision > $after
        UNION
        SELECT position FROM events
        WHERE position > (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM log WHERE name = 'indexed')
          AND stream IN (SELECT id FROM named) AND revision > $after
      )
      SELECT line FROM events WHERE position IN (SELECT position FROM found) ORDER BY revision LIMIT $limit`).all({ name, hash: hashOf(name), after, limit });
    return rows.map((row) => parseEventLine(row['line'] as string));
  }

  snapshotCount(): number {
    return Number(this.db.prepare('SELECT count(*) AS count FROM snapshots').get()?.['count']);
  }

  /** Streams and revisions of snapshots: all of them, or so many spread evenly over the names. */
  snapshotRevisions(max: number): ReadonlyMap<string, number> {
    const step = Math.max(1, Math.ceil(this.snapshotCount() / max));
    const revisions = new Map<string, number>();
    let at = 0;
    for (const row of this.db.prepare('SELECT stream, revision FROM snapshots ORDER BY stream').iterate()) {
      if (at++ % step === 0) revisions.set(row['stream'] as string, row['revision'] as number);
    }
    return revisions;
  }

  snapshot(stream: string): Snapshot | undefined {
    const row = this.db.prepare('SELECT revision, state_version, state FROM snapshots WHERE stream = ?').get(stream);
    if (row === undefined) return undefined;
    return { stream, revision: row['revision'] as number, stateVersion: row['state_version'] as number, state: row['state'] as string };
  }

  close(): void {
    this.db.close();
  }
}
