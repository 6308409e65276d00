import { storeUnavailable } from '@loyalty/ledger';
import { viewNotUnique, type ViewRef } from '@loyalty/views';
import { mongo } from 'mongoose';
import { isDuplicate } from '../mongo-error';
import { makeRoom } from './make-room';
import type { DocumentRecord } from './stored-document';

const ROUNDS_MAX = 20;

/**
 * Writes each record whose position is greater than that of the stored one; answers the ids of the others. Every write
 * is of one document and decides for itself, so other writers, a lost answer and a repeat are all harmless. What a
 * round has not brought through (another writer was there, a server stops a batch at its first error) is looked at anew.
 * Throws `view_not_unique`.
 */
export async function writeNewer(collection: mongo.Collection<DocumentRecord>, view: ViewRef, records: readonly DocumentRecord[]): Promise<string[]> {
  const positions = await positionsOf(collection, records);
  const isOlder = ({ _id, state }: DocumentRecord) => (positions.get(_id) ?? 0) < state.position;
  const skipped = records.filter((record) => !isOlder(record)).map(({ _id }) => _id);
  let left = records.filter(isOlder);
  let takeBack: (() => Promise<void>) | undefined;
  for (let round = 0; left.length > 0; round += 1) {
    const came = await writeOnce(collection, left);
    if (came === 'all') return skipped;
    const now = await positionsOf(collection, left);
    // A stored position that equals ours is our own write, or one of the same.
    skipped.push(...left.filter(({ _id, state }) => (now.get(_id) ?? 0) > state.position).map(({ _id }) => _id));
    const rest = left.filter(({ _id, state }) => (now.get(_id) ?? 0) < state.position);
    if (came === 'duplicate' && rest.length > 0 && takeBack === undefined) {
      takeBack = await makeRoom(collection, rest);
    } else if (came === 'duplicate' && rest.length === left.length) {
      await takeBack?.();
      throw viewNotUnique(view);
    } else if (round >= ROUNDS_MAX) {
      throw storeUnavailable('other writers were always first');
    }
    left = rest;
  }
  return skipped;
}

async function writeOnce(collection: mongo.Collection<DocumentRecord>, records: readonly DocumentRecord[]): Promise<'all' | 'some' | 'duplicate'> {
  try {
    const updates = records.map(({ _id, state }) => ({ updateOne: { filter: { _id }, update: { $max: { state } }, upsert: true } }));
    const { modifiedCount, upsertedCount } = await collection.bulkWrite(updates, { ordered: false });
    return modifiedCount + upsertedCount === records.length ? 'all' : 'some';
  } catch (error) {
    if (isDuplicate(error)) return 'duplicate';
    throw error;
  }
}

async function positionsOf(collection: mongo.Collection<DocumentRecord>, records: readonly DocumentRecord[]): Promise<Map<string, number>> {
  const found = collection.find({ _id: { $in: records.map(({ _id }) => _id) } }, { projection: { 'state.position': 1 } });
  return new Map((await found.toArray()).map(({ _id, state }) => [_id, state.position]));
}
