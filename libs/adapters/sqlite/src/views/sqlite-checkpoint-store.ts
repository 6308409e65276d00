import type { CheckpointStore, ConsumerCheckpoint } from '@loyalty/messaging';
import type { ViewsDatabase } from './views-database';

const SAVE = `INSERT INTO consumer_checkpoints VALUES (?, ?, ?)
  ON CONFLICT (consumer) DO UPDATE SET position = excluded.position, log_id = excluded.log_id
  WHERE excluded.position > position OR excluded.log_id <> log_id`;

/** Checkpoints of the bus in one process, beside the views. A power cut may set one back, which costs repeats. */
export class SqliteCheckpointStore implements CheckpointStore {
  constructor(private readonly database: ViewsDatabase) {}

  async load(consumer: string): Promise<ConsumerCheckpoint | undefined> {
    const row = this.database.run(() => this.database.statement('SELECT position, log_id FROM consumer_checkpoints WHERE consumer = ?').get(consumer)) as unknown as [number, string] | undefined;
    return row === undefined ? undefined : { position: row[0], logId: row[1] };
  }

  async save(consumer: string, { position, logId }: ConsumerCheckpoint): Promise<void> {
    this.database.run(() => this.database.statement(SAVE).run(consumer, position, logId));
  }
}
