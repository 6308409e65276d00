import type { ErrorRecord, Instant } from '@loyalty/kernel';
import type { Discard, DiscardedEvent, EventReference, ParkedKey, ParkedReason, ParkedStore } from '@loyalty/messaging';
import type { ViewsDatabase } from './views-database';

type ReferenceRow = [position: number, stream: string, revision: number];
type KeyRow = [key: string, error: string, attempts: number, parkedAt: string, ...ReferenceRow, events: number];
type DiscardRow = [key: string, ...ReferenceRow, reason: string, actor: string, at: string];

const KEYS = `SELECT k.key, k.error, k.attempts, k.parked_at, e.position, e.stream, e.revision,
    (SELECT count(*) FROM parked_events c WHERE c.consumer = k.consumer AND c.key = k.key)
  FROM parked_keys k JOIN parked_events e ON e.consumer = k.consumer AND e.key = k.key
  WHERE e.position = (SELECT min(position) FROM parked_events f WHERE f.consumer = k.consumer AND f.key = k.key) AND k.consumer = ?`;
const PARK = `INSERT INTO parked_keys VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET error = excluded.error, attempts = excluded.attempts, parked_at = excluded.parked_at`;
const ADD = 'INSERT OR IGNORE INTO parked_events VALUES (?, ?, ?, ?, ?)';
const HOLD = 'INSERT OR IGNORE INTO parked_events SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM parked_keys WHERE consumer = ? AND key = ?)';

/**
 * Parked facts beside the views. Parking needs no sync of its own: a power cut that takes it takes the checkpoint after
 * it too, and the event comes again. What a person decided would not come again, so that is synced.
 */
export class SqliteParkedStore implements ParkedStore {
  constructor(private readonly database: ViewsDatabase) {}

  async firsts(consumer: string): Promise<ReadonlyMap<string, number>> {
    return new Map(this.all<[string, number]>('SELECT key, min(position) FROM parked_events WHERE consumer = ? GROUP BY key', consumer));
  }

  async count(consumer: string): Promise<number> {
    return this.all<[number]>('SELECT count(*) FROM parked_events WHERE consumer = ?', consumer)[0]![0];
  }

  async list(consumer: string, { afterKey = '', limit }: { afterKey?: string; limit: number }): Promise<readonly ParkedKey[]> {
    return this.all<KeyRow>(`${KEYS} AND k.key > ? ORDER BY k.key LIMIT ?`, consumer, afterKey, limit).map(parkedKey);
  }

  async find(consumer: string, key: string): Promise<ParkedKey | undefined> {
    return this.all<KeyRow>(`${KEYS} AND k.key = ?`, consumer, key).map(parkedKey)[0];
  }

  async events(consumer: string, key: string, { after, limit }: { after: number; limit: number }): Promise<readonly EventReference[]> {
    const sql = 'SELECT position, stream, revision FROM parked_events WHERE consumer = ? AND key = ? AND position > ? ORDER BY position LIMIT ?';
    return this.all<ReferenceRow>(sql, consumer, key, after, limit).map(([position, stream, revision]) => ({ position, stream, revision }));
  }

  async park(consumer: string, key: string, { position, stream, revision }: EventReference, { error, attempts, parkedAt }: ParkedReason): Promise<void> {
    this.database.write(() => {
      this.database.statement(PARK).run(consumer, key, JSON.stringify(error), attempts, parkedAt);
      this.database.statement(ADD).run(consumer, key, position, stream, revision);
    });
  }

  async hold(consumer: string, key: string, { position, stream, revision }: EventReference): Promise<boolean> {
    return this.database.run(() => this.database.statement(HOLD).run(consumer, key, position, stream, revision, consumer, key).changes) > 0;
  }

  async release(consumer: string, key: string, position: number): Promise<void> {
    this.database.write(() => this.remove(consumer, key, position));
  }

  async discard(consumer: string, key: string, { position, stream, revision }: EventReference, { reason, actor, at }: Discard): Promise<void> {
    this.database.write(() => {
      this.database.statement('INSERT OR IGNORE INTO discarded_events VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(consumer, position, key, stream, revision, reason, actor, at);
      this.remove(consumer, key, position);
    });
    this.database.sync();
  }

  async discarded(consumer: string, { after, limit }: { after: number; limit: number }): Promise<readonly DiscardedEvent[]> {
    const sql = 'SELECT key, position, stream, revision, reason, actor, at FROM discarded_events WHERE consumer = ? AND position > ? ORDER BY position LIMIT ?';
    return this.all<DiscardRow>(sql, consumer, after, limit).map(([key, position, stream, revision, reason, actor, at]) => ({ key, position, stream, revision, reason, actor, at: at as Instant }));
  }

  private remove(consumer: string, key: string, position: number): void {
    this.database.statement('DELETE FROM parked_events WHERE consumer = ? AND key = ? AND position = ?').run(consumer, key, position);
    this.database.statement('DELETE FROM parked_keys WHERE consumer = ? AND key = ? AND NOT EXISTS (SELECT 1 FROM parked_events e WHERE e.consumer = ? AND e.key = ?)').run(consumer, key, consumer, key);
  }

  private all<Row>(sql: string, ...values: readonly (string | number)[]): Row[] {
    return this.database.run(() => this.database.statement(sql).all(...values)) as unknown as Row[];
  }
}

function parkedKey([key, error, attempts, parkedAt, position, stream, revision, events]: KeyRow): ParkedKey {
  return { key, error: JSON.parse(error) as ErrorRecord, attempts, parkedAt: parkedAt as Instant, first: { position, stream, revision }, events };
}
