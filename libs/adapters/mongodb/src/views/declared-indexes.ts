import { viewNotUnique, type ViewIndex, type ViewRef } from '@loyalty/views';
import type { mongo } from 'mongoose';
import { isDuplicate } from '../mongo-error';
import { pathOf } from './filter-of-query';
import { documentOf, type DocumentRecord } from './stored-document';
import { uniqueKeys, uniqueName, type UniqueFields } from './unique-keys';

const FILL_BATCH = 500;

interface WantedIndex {
  readonly key: Readonly<Record<string, 1>>;
  readonly unique?: true;
}

export function uniqueFieldsOf(indexes: readonly ViewIndex[]): UniqueFields[] {
  return indexes.filter(({ unique }) => unique === true).map(({ fields }) => fields);
}

/**
 * Makes exactly the declared indexes: one that is no longer declared goes, a new one comes, and neither needs a rebuild
 * of the view. Each ends with the id, which is how every sort ends. Throws `view_not_unique`.
 */
export async function makeIndexes(collection: mongo.Collection<DocumentRecord>, view: ViewRef, indexes: readonly ViewIndex[]): Promise<void> {
  const wanted = wantedIndexes(indexes);
  const found = (await collection.indexes()).map(({ name }) => name!).filter((name) => name !== '_id_');
  for (const name of found) if (!wanted.has(name)) await collection.dropIndex(name);
  const unique = uniqueFieldsOf(indexes);
  const added = unique.filter((fields) => !found.includes(`unique_${uniqueName(fields)}`));
  for (const fields of added) await fillKeys(collection, fields, unique);
  try {
    for (const [name, { key, unique: once }] of wanted) if (!found.includes(name)) await collection.createIndex({ ...key }, { name, ...(once === true ? { unique: true } : {}) });
  } catch (error) {
    throw isDuplicate(error) ? viewNotUnique(view, error) : error;
  }
}

function wantedIndexes(indexes: readonly ViewIndex[]): Map<string, WantedIndex> {
  const wanted = new Map<string, WantedIndex>([['removed', { key: { 'state.removedAt': 1 } }]]);
  for (const { fields, unique } of indexes) {
    // Queries ask for the fields, so those have an index of their own either way.
    wanted.set(`by_${fields.join('+')}`, { key: Object.fromEntries([...fields.map(pathOf), '_id'].map((path) => [path, 1])) });
    if (unique === true) wanted.set(`unique_${uniqueName(fields)}`, { key: { [`state.unique.${uniqueName(fields)}`]: 1 }, unique: true });
  }
  return wanted;
}

/** Documents that were written before this index was declared have no key for it yet. */
async function fillKeys(collection: mongo.Collection<DocumentRecord>, fields: UniqueFields, unique: readonly UniqueFields[]): Promise<void> {
  for (;;) {
    const records = await collection.find({ [`state.unique.${uniqueName(fields)}`]: null }, { limit: FILL_BATCH }).toArray();
    if (records.length === 0) return;
    await collection.bulkWrite(records.map((record) => ({
      updateOne: {
        filter: { _id: record._id, 'state.position': record.state.position },
        update: { $set: { 'state.unique': uniqueKeys(record._id, documentOf(record).doc, unique) } },
      },
    })), { ordered: false });
  }
}
