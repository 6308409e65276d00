import type { AnyStream } from '../log/decider';
import type { EventStore } from '../log/event-store';
import { foldEvents, foldStream } from './fold';
import type { CachedStream, Folded, StateCache } from './state-cache';

/** More than this is read as a whole. */
const ADDED_MAX = 1_000;

/** The states of some streams, and why others could not be folded. */
export interface LoadedStates {
  readonly streams: Map<string, CachedStream>;
  readonly failures: ReadonlyMap<string, unknown>;
}

/** A stream being folded, and whether it has gone on meanwhile. */
interface Loading {
  readonly promise: Promise<CachedStream>;
  outdated: boolean;
}

/** Brings states from the store into the cache. */
export class StateLoader {
  private readonly loading = new Map<string, Loading>();

  constructor(private readonly store: EventStore, private readonly cache: StateCache) {}

  /** Of all these streams. One that cannot be folded is told apart, so that it fails only those who need it. */
  async all(wanted: Iterable<AnyStream>): Promise<LoadedStates> {
    const streams = new Map<string, CachedStream>();
    const failures = new Map<string, unknown>();
    const missing: Promise<unknown>[] = [];
    for (const stream of wanted) {
      const { name } = stream;
      if (streams.has(name)) continue;
      const cached = this.cache.get(name);
      if (cached !== undefined) streams.set(name, cached);
      else missing.push(this.one(stream).then((entry) => streams.set(name, entry), (error) => failures.set(name, error)));
    }
    if (missing.length > 0) await Promise.all(missing);
    return { streams, failures };
  }

  /** Several who need a stream at once share the work. */
  one(stream: AnyStream): Promise<CachedStream> {
    const under = this.loading.get(stream.name);
    if (under !== undefined) return under.promise;
    const loading: Loading = { outdated: false, promise: Promise.resolve().then(() => this.foldNewest(loading, stream)) };
    this.loading.set(stream.name, loading);
    return loading.promise;
  }

  /** What is durable of a stream that others write too; what they added is remembered if nothing of ours is under way. */
  async goneOn(entry: CachedStream): Promise<Folded> {
    const { latest, durable } = entry;
    const added = await this.store.readStream(entry.stream.name, { after: durable.revision, limit: ADDED_MAX });
    if (added.length === 0) return entry.durable;
    const folded = added.length < ADDED_MAX ? foldEvents(entry.stream, durable, added) : (await foldStream(this.store, entry.stream)).durable;
    if (entry.latest === latest && entry.durable === durable && latest === durable) entry.latest = entry.durable = folded;
    return folded;
  }

  /** To be told of every stream that goes on: what was read of it before is read again. */
  wentOn(streams: Iterable<CachedStream>): void {
    if (this.loading.size === 0) return;
    for (const { stream } of streams) {
      const loading = this.loading.get(stream.name);
      if (loading !== undefined) loading.outdated = true;
    }
  }

  /** To be told when nobody knows what was written. */
  anyMayHaveGoneOn(): void {
    for (const loading of this.loading.values()) loading.outdated = true;
  }

  private async foldNewest(loading: Loading, stream: AnyStream): Promise<CachedStream> {
    try {
      for (;;) {
        loading.outdated = false;
        const entry = await foldStream(this.store, stream);
        const newer = this.cache.get(stream.name);
        if (newer !== undefined) return newer;
        if (loading.outdated) continue;
        this.cache.set(entry);
        return entry;
      }
    } finally {
      this.loading.delete(stream.name);
    }
  }
}
