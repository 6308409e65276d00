import { corrupt } from '@loyalty/ledger';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-error';

/** Raised by one with every change of what is stored and how. */
export const FORMAT_VERSION = 1;

interface FormatRecord {
  readonly _id: 'read_model';
  readonly version: number;
}

/** Throws `format_unknown` for a database that another version of this room has written. */
export async function assertFormat(database: MongoDatabase): Promise<void> {
  const version = await database.run(async (db) => {
    const formats = db.collection<FormatRecord>('store_format');
    const found = await formats.findOne({ _id: 'read_model' });
    if (found !== null) return found.version;
    try {
      await formats.insertOne({ _id: 'read_model', version: FORMAT_VERSION });
    } catch (error) {
      // Another process opened it at the same moment, and it is of the same version or refuses itself next time.
      if (!isDuplicate(error)) throw error;
    }
    return FORMAT_VERSION;
  });
  if (version !== FORMAT_VERSION) throw corrupt('format_unknown', `The read model has format ${version}; this program knows ${FORMAT_VERSION}`, { version });
}
