import { SqliteCheckpointStore } from './sqlite-checkpoint-store';
import { SqliteParkedStore } from './sqlite-parked-store';
import { SqliteViewStore } from './sqlite-view-store';
import { ViewsDatabase } from './views-database';

/** What one file of read models holds. */
export interface SqliteViews {
  readonly views: SqliteViewStore;
  readonly checkpoints: SqliteCheckpointStore;
  readonly parked: SqliteParkedStore;
  close(): Promise<void>;
}

/** Opens the file, making it when it is new. Throws `store_damaged`, `not_a_view_store` or `format_unknown`. */
export function openViews(file: string): SqliteViews {
  const database = ViewsDatabase.open(file);
  const views = new SqliteViewStore(database);
  return { views, checkpoints: new SqliteCheckpointStore(database), parked: new SqliteParkedStore(database), close: () => views.close() };
}
