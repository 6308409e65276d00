import type { CheckpointStore, ConsumerCheckpoint } from '@loyalty/messaging';
import type { mongo } from 'mongoose';
import type { MongoDatabase } from '../mongo-database';
import { isDuplicate } from '../mongo-error';

interface CheckpointRecord {
  readonly _id: string;
  readonly position: number;
  readonly logId: string;
}

/** Checkpoints of consumers, one record each. */
export class MongoCheckpointStore implements CheckpointStore {
  constructor(private readonly database: MongoDatabase) {}

  async load(consumer: string): Promise<ConsumerCheckpoint | undefined> {
    const found = await this.database.run((db) => checkpointsOf(db).findOne({ _id: consumer }));
    return found === null ? undefined : { position: found.position, logId: found.logId };
  }

  /** Within one log a checkpoint only rises; that of another log replaces it. */
  async save(consumer: string, { position, logId }: ConsumerCheckpoint): Promise<void> {
    await this.database.run(async (db) => {
      const checkpoints = checkpointsOf(db);
      try {
        await checkpoints.updateOne({ _id: consumer, logId }, { $max: { position } }, { upsert: true });
      } catch (error) {
        // There is one, of another log; or it came this very moment, then the second write tells as well.
        if (!isDuplicate(error)) throw error;
        await checkpoints.updateOne({ _id: consumer, logId: { $ne: logId } }, { $set: { position, logId } });
        await checkpoints.updateOne({ _id: consumer, logId }, { $max: { position } });
      }
    });
  }
}

function checkpointsOf(db: mongo.Db): mongo.Collection<CheckpointRecord> {
  return db.collection<CheckpointRecord>('consumer_checkpoints');
}
