import type { mongo } from 'mongoose';
import type { DocumentRecord } from './stored-document';
import { ownKey, type UniqueKeys } from './unique-keys';

/**
 * One document may take over in a batch what another gives up in it, whichever is written first: those that are about to
 * be written step aside with their unique keys, and stay as they are otherwise. Gives what takes it back. A crash in
 * between leaves documents that are not held to be unique until the batch comes again, which it does.
 */
export async function makeRoom(collection: mongo.Collection<DocumentRecord>, records: readonly DocumentRecord[]): Promise<() => Promise<void>> {
  const stored = await collection.find({ _id: { $in: records.map(({ _id }) => _id) } }, { projection: { 'state.position': 1, 'state.unique': 1 } }).toArray();
  const set = async (keysOf: (record: DocumentRecord) => UniqueKeys) => {
    if (stored.length === 0) return;
    await collection.bulkWrite(stored.map((record) => ({
      updateOne: { filter: { _id: record._id, 'state.position': record.state.position }, update: { $set: { 'state.unique': keysOf(record) } } },
    })), { ordered: false });
  };
  await set(({ _id, state }) => Object.fromEntries(Object.keys(state.unique ?? {}).map((name) => [name, ownKey(_id)])));
  return () => set(({ state }) => state.unique ?? {});
}
