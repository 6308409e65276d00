import { MongoCheckpointStore } from './bus/mongo-checkpoint-store';
import { MongoParkedStore } from './bus/mongo-parked-store';
import { MongoDatabase } from './mongo-database';
import { assertFormat } from './store-format';
import { MongoViewStore } from './views/mongo-view-store';

/** What one database of read models holds. */
export interface MongoReadModel {
  readonly views: MongoViewStore;
  readonly checkpoints: MongoCheckpointStore;
  readonly parked: MongoParkedStore;
  close(): Promise<void>;
}

/**
 * Opens the database that the URL names, `loyalty` when it names none. Throws `store_unavailable` when no server
 * answers within two seconds, `mongodb_url_invalid`, `format_unknown`. A server that goes away later is found again.
 */
export async function openMongoReadModel(url: string): Promise<MongoReadModel> {
  const database = await MongoDatabase.open(url);
  try {
    await assertFormat(database);
    const parked = await MongoParkedStore.open(database);
    const views = new MongoViewStore(database);
    return { views, checkpoints: new MongoCheckpointStore(database), parked, close: () => views.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
