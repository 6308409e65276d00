import type { Discard, DiscardedEvent, EventReference, ParkedKey, ParkedReason, ParkedStore } from '@loyalty/messaging';
import type { mongo } from 'mongoose';
import type { MongoDatabase } from '../mongo-database';
import { discardedEvent, discardRecord, reasonOf, reasonRecord, recordId, referenceOf, type DiscardedRecord, type ParkedRecord } from './parked-records';

/** What is parked would not come again once the offset after it is committed, so it is in the journal before we answer. */
const DURABLE = { writeConcern: { w: 'majority', j: true } } as const;

/** Parked events, a record each; a key is parked while it has any. */
export class MongoParkedStore implements ParkedStore {
  private constructor(private readonly database: MongoDatabase) {}

  static async open(database: MongoDatabase): Promise<MongoParkedStore> {
    await database.run(async (db) => {
      await parkedIn(db).createIndex({ consumer: 1, key: 1, position: 1 }, { name: 'by_key' });
      await discardedIn(db).createIndex({ consumer: 1, position: 1 }, { name: 'by_position' });
    });
    return new MongoParkedStore(database);
  }

  async firsts(consumer: string): Promise<ReadonlyMap<string, number>> {
    const records = await this.records({ consumer }, { position: -1 });
    // The last one to be put under a key is its first event.
    return new Map(records.map(({ key, position }) => [key, position]));
  }

  async count(consumer: string): Promise<number> {
    return this.database.run((db) => parkedIn(db).countDocuments({ consumer }));
  }

  async list(consumer: string, { afterKey = '', limit }: { afterKey?: string; limit: number }): Promise<readonly ParkedKey[]> {
    return this.database.run(async (db) => {
      const keys: ParkedKey[] = [];
      for await (const record of parkedIn(db).find({ consumer, key: { $gt: afterKey } }, { sort: { key: 1, position: 1 } })) {
        const last = keys.at(-1);
        if (last?.key === record.key) keys[keys.length - 1] = { ...last, events: last.events + 1 };
        else if (keys.length === limit) break;
        else keys.push(parkedKey(record, 1));
      }
      return keys;
    });
  }

  async find(consumer: string, key: string): Promise<ParkedKey | undefined> {
    const [first] = await this.records({ consumer, key }, { position: 1 }, 1);
    if (first === undefined) return undefined;
    return parkedKey(first, await this.database.run((db) => parkedIn(db).countDocuments({ consumer, key })));
  }

  async events(consumer: string, key: string, { after, limit }: { after: number; limit: number }): Promise<readonly EventReference[]> {
    return (await this.records({ consumer, key, position: { $gt: after } }, { position: 1 }, limit)).map(referenceOf);
  }

  async park(consumer: string, key: string, event: EventReference, reason: ParkedReason): Promise<void> {
    const record = { consumer, key, ...referenceOf(event), ...reasonRecord(reason) };
    await this.database.run((db) => parkedIn(db).updateOne({ _id: recordId(consumer, key, event.position) }, { $set: record }, { upsert: true, ...DURABLE }));
  }

  async hold(consumer: string, key: string, event: EventReference): Promise<boolean> {
    const [first] = await this.records({ consumer, key }, { position: 1 }, 1);
    if (first === undefined) return false;
    const record = { consumer, key, ...referenceOf(event), ...reasonRecord(reasonOf(first)) };
    const { upsertedCount } = await this.database.run((db) =>
      parkedIn(db).updateOne({ _id: recordId(consumer, key, event.position) }, { $setOnInsert: record }, { upsert: true, ...DURABLE }),
    );
    return upsertedCount > 0;
  }

  async release(consumer: string, key: string, position: number): Promise<void> {
    await this.database.run((db) => parkedIn(db).deleteOne({ _id: recordId(consumer, key, position) }, DURABLE));
  }

  /** Remembered first: what is cut short in between is repeated by whoever decided it, and comes to the same. */
  async discard(consumer: string, key: string, event: EventReference, discard: Discard): Promise<void> {
    const { _id, ...record } = discardRecord(consumer, key, event, discard);
    await this.database.run((db) => discardedIn(db).updateOne({ _id }, { $setOnInsert: record }, { upsert: true, ...DURABLE }));
    await this.release(consumer, key, event.position);
  }

  async discarded(consumer: string, { after, limit }: { after: number; limit: number }): Promise<readonly DiscardedEvent[]> {
    return this.database.run(async (db) => {
      const records = await discardedIn(db).find({ consumer, position: { $gt: after } }, { sort: { position: 1 }, limit }).toArray();
      return records.map(discardedEvent);
    });
  }

  private records(filter: mongo.Filter<ParkedRecord>, sort: mongo.Sort, limit = 0): Promise<ParkedRecord[]> {
    return this.database.run((db) => parkedIn(db).find(filter, { sort, limit }).toArray());
  }
}

function parkedIn(db: mongo.Db): mongo.Collection<ParkedRecord> {
  return db.collection<ParkedRecord>('parked_events');
}

function discardedIn(db: mongo.Db): mongo.Collection<DiscardedRecord> {
  return db.collection<DiscardedRecord>('discarded_events');
}

function parkedKey(first: ParkedRecord, events: number): ParkedKey {
  return { key: first.key, ...reasonOf(first), first: referenceOf(first), events };
}
