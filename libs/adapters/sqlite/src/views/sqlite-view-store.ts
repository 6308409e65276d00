import { Arrivals, collectionName, planOf, sameView, viewBehind, viewIsLive, viewUnknown, type DocumentChange, type Found, type Got, type LivePointer, type Query, type StoredDocument, type ViewCheckpoint, type ViewIndex, type ViewRef, type ViewStore } from '@loyalty/views';
import { makeTable, tableOf } from './collection-table';
import { SqliteCollection } from './sqlite-collection';
import type { ViewsDatabase } from './views-database';

/** Another process may be the one that writes; who waits for a position looks again this often. */
const LOOK_AGAIN_MS = 20;

/** Documents in one SQLite file, a table for each build of a view. */
export class SqliteViewStore implements ViewStore {
  private readonly collections = new Map<string, SqliteCollection>();
  private readonly arrivals = new Arrivals();
  private looking: NodeJS.Timeout | undefined;

  constructor(private readonly database: ViewsDatabase) {}

  async open(view: ViewRef, indexes: readonly ViewIndex[]): Promise<void> {
    makeTable(this.database, view, indexes);
    this.collections.set(collectionName(view), new SqliteCollection(this.database, view, indexes.some(({ unique }) => unique === true)));
  }

  async load(view: ViewRef, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
    return this.collection(view).load(ids);
  }

  /** Documents and checkpoint in one transaction. */
  async write(view: ViewRef, changes: readonly DocumentChange[], checkpoint?: ViewCheckpoint): Promise<readonly string[]> {
    const skipped = this.collection(view).write(changes, checkpoint);
    if (checkpoint !== undefined) this.arrivals.reached(collectionName(view), checkpoint.position);
    return skipped;
  }

  async checkpoint(view: ViewRef): Promise<ViewCheckpoint | undefined> {
    return this.collection(view).checkpoint();
  }

  async get<Doc extends object>(view: ViewRef, id: string): Promise<Got<Doc>> {
    return this.collection(view).get(id) as Got<Doc>;
  }

  async find<Doc extends object>(view: ViewRef, query: Query): Promise<Found<Doc>> {
    return this.collection(view).find(planOf(query)) as Found<Doc>;
  }

  async waitFor(view: ViewRef, position: number, deadline: AbortSignal): Promise<number> {
    const reached = () => this.collection(view).checkpoint()?.position ?? 0;
    if (reached() < position) {
      this.lookAgain();
      await this.arrivals.until(collectionName(view), position, deadline);
    }
    if (reached() < position) throw viewBehind(collectionName(view), position, reached());
    return reached();
  }

  async builds(name: string): Promise<readonly ViewRef[]> {
    const rows = this.database.run(() => this.database.statement('SELECT name, version, build FROM view_builds WHERE name = ? ORDER BY version, build').all(name));
    return (rows as unknown as [string, number, number][]).map(([of, version, build]) => ({ name: of, version, build }));
  }

  async live(name: string): Promise<LivePointer | undefined> {
    const row = this.database.run(() => this.database.statement('SELECT live, previous FROM view_live WHERE name = ?').get(name)) as unknown as [string, string | null] | undefined;
    if (row === undefined) return undefined;
    const live = this.build(row[0]);
    const previous = row[1] === null ? undefined : this.build(row[1]);
    if (live === undefined) throw viewUnknown(row[0]);
    return previous === undefined ? { live } : { live, previous };
  }

  async switchTo(view: ViewRef): Promise<void> {
    const name = collectionName(this.collection(view).view);
    this.database.run(() => this.database.statement('INSERT INTO view_live VALUES (?, ?, NULL) ON CONFLICT (name) DO UPDATE SET previous = live, live = excluded.live WHERE live <> excluded.live').run(view.name, name));
  }

  async drop(view: ViewRef): Promise<void> {
    if (sameView((await this.live(view.name))?.live, view)) throw viewIsLive(view);
    const name = collectionName(view);
    this.collections.delete(name);
    this.database.write(() => {
      this.database.statement('UPDATE view_live SET previous = NULL WHERE previous = ?').run(name);
      this.database.statement('DELETE FROM view_builds WHERE collection = ?').run(name);
      this.database.statement('DELETE FROM view_checkpoints WHERE collection = ?').run(name);
      this.database.db.exec(`DROP TABLE IF EXISTS ${tableOf(view)}`);
    });
  }

  async close(): Promise<void> {
    this.database.close();
    clearInterval(this.looking);
    this.arrivals.wakeAll();
  }

  private build(collection: string): ViewRef | undefined {
    const row = this.database.run(() => this.database.statement('SELECT name, version, build FROM view_builds WHERE collection = ?').get(collection)) as unknown as [string, number, number] | undefined;
    return row === undefined ? undefined : { name: row[0], version: row[1], build: row[2] };
  }

  /** A reader's process may not have opened the view as a projection: what is in the file is enough for it. */
  private collection(view: ViewRef): SqliteCollection {
    const name = collectionName(view);
    const known = this.collections.get(name);
    if (known !== undefined) return known;
    if (this.build(name) === undefined) throw viewUnknown(view);
    const unique = this.database.run(() => this.database.statement("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE UNIQUE%'").get(name)) !== undefined;
    const collection = new SqliteCollection(this.database, view, unique);
    this.collections.set(name, collection);
    return collection;
  }

  private lookAgain(): void {
    this.looking ??= setInterval(() => {
      for (const name of this.arrivals.collections()) this.arrivals.reached(name, this.positionOf(name));
      if (!this.arrivals.idle) return;
      clearInterval(this.looking);
      this.looking = undefined;
    }, LOOK_AGAIN_MS).unref();
  }

  private positionOf(collection: string): number {
    return this.collections.get(collection)?.checkpoint()?.position ?? 0;
  }
}
