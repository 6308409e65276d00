import { collectionName, viewUnknown, type LivePointer, type ViewRef } from '@loyalty/views';
import type { mongo } from 'mongoose';
import { isDuplicate } from '../mongo-error';
import type { UniqueFields } from './unique-keys';

interface BuildRecord extends ViewRef {
  /** The collection's name. */
  readonly _id: string;
  /** Not an array in an array: not every server of the protocol takes one. */
  readonly unique: readonly { readonly fields: UniqueFields }[];
}

interface PointerRecord {
  /** The view's name. */
  readonly _id: string;
  readonly live: string;
  readonly previous: string | null;
}

export async function addBuild(db: mongo.Db, { name, version, build }: ViewRef, unique: readonly UniqueFields[]): Promise<void> {
  await buildsIn(db).updateOne({ _id: collectionName({ name, version, build }) }, { $set: { name, version, build, unique: unique.map((fields) => ({ fields })) } }, { upsert: true });
}

export async function findBuild(db: mongo.Db, collection: string): Promise<BuildRecord | undefined> {
  return (await buildsIn(db).findOne({ _id: collection })) ?? undefined;
}

export async function listBuilds(db: mongo.Db, name: string): Promise<ViewRef[]> {
  return (await buildsIn(db).find({ name }, { sort: { version: 1, build: 1 } }).toArray()).map(refOf);
}

export async function removeBuild(db: mongo.Db, collection: string): Promise<void> {
  await buildsIn(db).deleteOne({ _id: collection });
}

export async function readPointer(db: mongo.Db, name: string): Promise<LivePointer | undefined> {
  const pointer = await pointersIn(db).findOne({ _id: name });
  if (pointer === null) return undefined;
  const live = await findBuild(db, pointer.live);
  if (live === undefined) throw viewUnknown(pointer.live);
  const previous = pointer.previous === null ? undefined : await findBuild(db, pointer.previous);
  return previous === undefined ? { live: refOf(live) } : { live: refOf(live), previous: refOf(previous) };
}

/** One write puts readers on the build and remembers the one before; it counts only if nobody switched in between. */
export async function movePointer(db: mongo.Db, name: string, live: string): Promise<void> {
  const pointers = pointersIn(db);
  for (;;) {
    const before = await pointers.findOne({ _id: name });
    if (before?.live === live) return;
    try {
      if (before === null) await pointers.insertOne({ _id: name, live, previous: null });
      else if ((await pointers.updateOne({ _id: name, live: before.live }, { $set: { live, previous: before.live } })).matchedCount === 0) continue;
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

export async function forgetPrevious(db: mongo.Db, name: string, previous: string): Promise<void> {
  await pointersIn(db).updateOne({ _id: name, previous }, { $set: { previous: null } });
}

function refOf({ name, version, build }: ViewRef): ViewRef {
  return { name, version, build };
}

function buildsIn(db: mongo.Db): mongo.Collection<BuildRecord> {
  return db.collection<BuildRecord>('view_builds');
}

function pointersIn(db: mongo.Db): mongo.Collection<PointerRecord> {
  return db.collection<PointerRecord>('view_live');
}
