import { viewStoreClosed } from '@loyalty/views';
import mongoose, { type Connection, type mongo } from 'mongoose';
import { fromMongo, isUrlError, urlInvalid } from './mongo-error';

/** How long one call looks for a server that can take it; after that it is `store_unavailable`, and the next looks again. */
const SELECTION_MS = 2_000;
/** A server that holds the connection and says nothing for so long is taken for gone. */
const SILENCE_MS = 10_000;
const DATABASE = 'loyalty';

/** One connection pool to one database; its errors leave as ours. What the URL says goes before what stands here. */
export class MongoDatabase {
  private open = true;

  private constructor(private readonly connection: Connection, private readonly db: mongo.Db) {}

  /** Throws `store_unavailable` or `mongodb_url_invalid`. */
  static async open(url: string): Promise<MongoDatabase> {
    const connection = mongoose.createConnection();
    try {
      await connection.openUri(url, { autoIndex: false, autoCreate: false, bufferCommands: false, ...optionsBeside(url) });
      return new MongoDatabase(connection, connection.getClient().db(connection.name));
    } catch (error) {
      await connection.destroy();
      throw isUrlError(error) ? urlInvalid(error) : fromMongo(error);
    }
  }

  /** Runs work on the database and turns the driver's errors into ours. Throws `view_store_closed` after `close`. */
  async run<T>(work: (db: mongo.Db) => Promise<T>): Promise<T> {
    this.assertOpen();
    try {
      return await work(this.db);
    } catch (error) {
      // A call that was on its way when the store was closed.
      throw this.open ? fromMongo(error) : viewStoreClosed();
    }
  }

  assertOpen(): void {
    if (!this.open) throw viewStoreClosed();
  }

  async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.connection.destroy();
  }
}

function optionsBeside(url: string): mongoose.ConnectOptions {
  const says = (option: string) => new RegExp(`[?&]${option}=`, 'i').test(url);
  return {
    ...(says('serverSelectionTimeoutMS') ? {} : { serverSelectionTimeoutMS: SELECTION_MS }),
    ...(says('connectTimeoutMS') ? {} : { connectTimeoutMS: SELECTION_MS }),
    ...(says('socketTimeoutMS') ? {} : { socketTimeoutMS: SILENCE_MS }),
    ...(says('w') ? {} : { w: 'majority' as const }),
    ...(/^mongodb(\+srv)?:\/\/[^/]+\/[^/?]+/i.test(url) ? {} : { dbName: DATABASE }),
  };
}
