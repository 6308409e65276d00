import type { RecordedEvent } from '@loyalty/ledger';
import { Connection } from '../connection/connection';
import { knownIdentity } from '../log/log-identity';
import { LogReader } from '../log/log-reader';
import { Marks } from '../log/marks';
import { withDefaults, type KurrentOptions } from '../log/parts';
import { StoredSnapshots } from './stored-snapshots';

/** Single streams and snapshots of a log in KurrentDB, beside those who write it; nothing here changes it. */
export class KurrentStreamReader {
  private readonly reader: LogReader;

  private constructor(private readonly connection: Connection) {
    this.reader = new LogReader(connection, new Marks(connection));
  }

  /** Throws `store_not_found`, `store_unavailable`, `event_store_url_invalid`, `log_unknown`. */
  static async open(url: string, options: KurrentOptions): Promise<KurrentStreamReader> {
    const connection = Connection.to(url);
    try {
      await knownIdentity(connection, withDefaults(options));
      return new KurrentStreamReader(connection);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Throws `event_undecodable`, `store_unavailable`. */
  readStream(name: string, part: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    return this.reader.stream(name, part);
  }

  /** All snapshots as they are now; whoever asked closes them. Throws `store_unavailable`. */
  snapshots(): Promise<StoredSnapshots> {
    return StoredSnapshots.copiedFrom(this.connection);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
