import { checkpointOfOtherLog } from '@loyalty/ledger';
import { Arrivals } from '../arrivals';
import { viewBehind, viewIsLive, viewStoreClosed, viewUnknown } from '../errors';
import type { ViewIndex } from '../projection';
import { planOf } from '../query/plan';
import type { Found, Got, Query } from '../query/query';
import { collectionName, sameView, type ViewRef } from '../view-ref';
import type { DocumentChange, LivePointer, StoredDocument, ViewCheckpoint, ViewStore } from '../view-store';
import { MemoryCollection } from './memory-collection';

/** What a memory store has written; outlives the store, as a file outlives a process. */
export interface MemoryViews {
  readonly collections: Map<string, MemoryCollection>;
  readonly pointers: Map<string, LivePointer>;
}

export function memoryViews(): MemoryViews {
  return { collections: new Map(), pointers: new Map() };
}

/** Documents in memory, for unit tests and the simulator: every query walks all of them. */
export class MemoryViewStore implements ViewStore {
  private readonly arrivals = new Arrivals();
  private closed = false;

  constructor(private readonly kept: MemoryViews = memoryViews()) {}

  async open(view: ViewRef, indexes: readonly ViewIndex[]): Promise<void> {
    this.assertOpen();
    const name = collectionName(view);
    if (!this.kept.collections.has(name)) this.kept.collections.set(name, new MemoryCollection(view, indexes));
  }

  async load(view: ViewRef, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
    return this.collection(view).load(ids);
  }

  async write(view: ViewRef, changes: readonly DocumentChange[], checkpoint?: ViewCheckpoint): Promise<readonly string[]> {
    const collection = this.collection(view);
    const { checkpoint: before } = collection;
    if (checkpoint !== undefined && before !== undefined && before.logId !== checkpoint.logId) {
      throw checkpointOfOtherLog(collectionName(view), before.logId, checkpoint.logId);
    }
    const skipped = collection.write(changes);
    if (checkpoint !== undefined && checkpoint.position > (before?.position ?? -1)) {
      collection.checkpoint = checkpoint;
      this.arrivals.reached(collectionName(view), checkpoint.position);
    }
    return skipped;
  }

  async checkpoint(view: ViewRef): Promise<ViewCheckpoint | undefined> {
    return this.collection(view).checkpoint;
  }

  async get<Doc extends object>(view: ViewRef, id: string): Promise<Got<Doc>> {
    const collection = this.collection(view);
    const item = collection.get(id);
    const position = collection.checkpoint?.position ?? 0;
    return (item === undefined ? { position } : { item, position }) as Got<Doc>;
  }

  async find<Doc extends object>(view: ViewRef, query: Query): Promise<Found<Doc>> {
    return this.collection(view).find(planOf(query)) as Found<Doc>;
  }

  async waitFor(view: ViewRef, position: number, deadline: AbortSignal): Promise<number> {
    const reached = () => this.collection(view).checkpoint?.position ?? 0;
    if (reached() < position) await this.arrivals.until(collectionName(view), position, deadline);
    if (reached() < position) throw viewBehind(collectionName(view), position, reached());
    return reached();
  }

  async builds(name: string): Promise<readonly ViewRef[]> {
    this.assertOpen();
    const views = [...this.kept.collections.values()].map(({ view }) => view).filter((view) => view.name === name);
    return views.sort((a, b) => a.version - b.version || a.build - b.build);
  }

  async live(name: string): Promise<LivePointer | undefined> {
    this.assertOpen();
    return this.kept.pointers.get(name);
  }

  async switchTo(view: ViewRef): Promise<void> {
    this.collection(view);
    const before = this.kept.pointers.get(view.name);
    if (sameView(before?.live, view)) return;
    this.kept.pointers.set(view.name, before === undefined ? { live: view } : { live: view, previous: before.live });
  }

  async drop(view: ViewRef): Promise<void> {
    this.assertOpen();
    const pointer = this.kept.pointers.get(view.name);
    if (sameView(pointer?.live, view)) throw viewIsLive(view);
    if (pointer !== undefined && sameView(pointer.previous, view)) this.kept.pointers.set(view.name, { live: pointer.live });
    this.kept.collections.delete(collectionName(view));
  }

  async close(): Promise<void> {
    this.closed = true;
    this.arrivals.wakeAll();
  }

  private collection(view: ViewRef): MemoryCollection {
    this.assertOpen();
    const collection = this.kept.collections.get(collectionName(view));
    if (collection === undefined) throw viewUnknown(view);
    return collection;
  }

  private assertOpen(): void {
    if (this.closed) throw viewStoreClosed();
  }
}
