import { checkpointOfOtherLog } from '@loyalty/ledger';
import { type ViewCheckpoint } from '@loyalty/views';
import type { mongo } from 'mongoose';
import { isDuplicate } from '../mongo-error';

interface CheckpointRecord {
  /** The collection's name. */
  readonly _id: string;
  readonly position: number;
  readonly logId: string;
}

export async function readCheckpoint(db: mongo.Db, collection: string): Promise<ViewCheckpoint | undefined> {
  const found = await checkpointsOf(db).findOne({ _id: collection });
  return found === null ? undefined : { position: found.position, logId: found.logId };
}

/** Never goes back. Throws `checkpoint_of_other_log`. */
export async function writeCheckpoint(db: mongo.Db, collection: string, { position, logId }: ViewCheckpoint): Promise<void> {
  for (;;) {
    try {
      await checkpointsOf(db).updateOne({ _id: collection, logId }, { $max: { position } }, { upsert: true });
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const found = await readCheckpoint(db, collection);
      if (found !== undefined && found.logId !== logId) throw checkpointOfOtherLog(collection, found.logId, logId);
      // Somebody else wrote the first one at the same moment: now it is there to be raised.
    }
  }
}

export async function dropCheckpoint(db: mongo.Db, collection: string): Promise<void> {
  await checkpointsOf(db).deleteOne({ _id: collection });
}

function checkpointsOf(db: mongo.Db): mongo.Collection<CheckpointRecord> {
  return db.collection<CheckpointRecord>('view_checkpoints');
}
