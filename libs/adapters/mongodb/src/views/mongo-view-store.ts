import { collectionName, planOf, sameView, viewBehind, viewIsLive, viewUnknown, type DocumentChange, type Found, type Got, type LivePointer, type Query, type StoredDocument, type ViewCheckpoint, type ViewIndex, type ViewRef, type ViewStore } from '@loyalty/views';
import type { MongoDatabase } from '../mongo-database';
import { isCollectionThere, isNoSuchCollection } from '../mongo-error';
import { makeIndexes, uniqueFieldsOf } from './declared-indexes';
import { Lookout } from './lookout';
import { MongoCollection } from './mongo-collection';
import type { DocumentRecord } from './stored-document';
import { addBuild, findBuild, forgetPrevious, listBuilds, movePointer, readPointer, removeBuild } from './view-builds';
import { dropCheckpoint, readCheckpoint } from './view-checkpoints';

/** A removed document's trace is kept for so many positions: long enough for any repeat, short enough not to pile up. */
const TRACES_KEPT = 100_000;

/** Documents in one MongoDB database, a collection for each build of a view. */
export class MongoViewStore implements ViewStore {
  private readonly collections = new Map<string, MongoCollection>();
  private readonly lookout = new Lookout((collection) => this.positionOf(collection));

  constructor(private readonly database: MongoDatabase) {}

  async open(view: ViewRef, indexes: readonly ViewIndex[]): Promise<void> {
    const name = collectionName(view);
    const unique = uniqueFieldsOf(indexes);
    await this.database.run(async (db) => {
      await db.createCollection(name).catch((error: unknown) => {
        if (!isCollectionThere(error)) throw error;
      });
      const collection = db.collection<DocumentRecord>(name);
      await makeIndexes(collection, view, indexes);
      await addBuild(db, view, unique);
      const position = (await readCheckpoint(db, name))?.position ?? 0;
      if (position > TRACES_KEPT) await collection.deleteMany({ 'state.removedAt': { $lte: position - TRACES_KEPT } });
    });
    this.collections.set(name, new MongoCollection(this.database, view, unique));
  }

  async load(view: ViewRef, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
    return (await this.collection(view)).load(ids);
  }

  /** Documents first, the checkpoint after them. */
  async write(view: ViewRef, changes: readonly DocumentChange[], checkpoint?: ViewCheckpoint): Promise<readonly string[]> {
    this.database.assertOpen();
    const skipped = await (await this.collection(view)).write(changes, checkpoint);
    if (checkpoint !== undefined) this.lookout.reached(collectionName(view), checkpoint.position);
    return skipped;
  }

  async checkpoint(view: ViewRef): Promise<ViewCheckpoint | undefined> {
    return (await this.collection(view)).checkpoint();
  }

  async get<Doc extends object>(view: ViewRef, id: string): Promise<Got<Doc>> {
    return (await this.collection(view)).get(id) as Promise<Got<Doc>>;
  }

  async find<Doc extends object>(view: ViewRef, query: Query): Promise<Found<Doc>> {
    const plan = planOf(query);
    return (await this.collection(view)).find(plan) as Promise<Found<Doc>>;
  }

  async waitFor(view: ViewRef, position: number, deadline: AbortSignal): Promise<number> {
    await this.collection(view);
    const name = collectionName(view);
    let reached = await this.positionOf(name);
    if (reached < position) {
      await this.lookout.until(name, position, deadline);
      reached = await this.positionOf(name);
    }
    if (reached < position) throw viewBehind(name, position, reached);
    return reached;
  }

  builds(name: string): Promise<readonly ViewRef[]> {
    return this.database.run((db) => listBuilds(db, name));
  }

  live(name: string): Promise<LivePointer | undefined> {
    return this.database.run((db) => readPointer(db, name));
  }

  async switchTo(view: ViewRef): Promise<void> {
    await this.collection(view);
    await this.database.run((db) => movePointer(db, view.name, collectionName(view)));
  }

  /** The record of the build goes last: a drop that was cut short is still seen and can be repeated. */
  async drop(view: ViewRef): Promise<void> {
    if (sameView((await this.live(view.name))?.live, view)) throw viewIsLive(view);
    const name = collectionName(view);
    this.collections.delete(name);
    await this.database.run(async (db) => {
      await forgetPrevious(db, view.name, name);
      await db.dropCollection(name).catch((error: unknown) => {
        if (!isNoSuchCollection(error)) throw error;
      });
      await dropCheckpoint(db, name);
      await removeBuild(db, name);
    });
  }

  async close(): Promise<void> {
    await this.database.close();
    this.lookout.close();
  }

  /** A reader's process may not have opened the view as a projection: what is in the database is enough for it. */
  private async collection(view: ViewRef): Promise<MongoCollection> {
    const name = collectionName(view);
    const known = this.collections.get(name);
    if (known !== undefined) return known;
    const build = await this.database.run((db) => findBuild(db, name));
    if (build === undefined) throw viewUnknown(view);
    const collection = new MongoCollection(this.database, view, build.unique.map(({ fields }) => fields));
    this.collections.set(name, collection);
    return collection;
  }

  private async positionOf(collection: string): Promise<number> {
    return (await this.database.run((db) => readCheckpoint(db, collection)))?.position ?? 0;
  }
}
