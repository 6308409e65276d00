import type { AnyStream } from '../log/decider';

/** A folded state and the revision it reflects. */
export interface Folded {
  readonly state: unknown;
  readonly revision: number;
}

/** A stream as the writer knows it. States are never changed in place, so old ones stay good. */
export interface CachedStream {
  readonly stream: AnyStream;
  /** With everything decided so far, durable or not. */
  latest: Folded;
  /** With what is durable only: what a reader may be told. */
  durable: Folded;
  /** Revision of the snapshot that the store has, and its size in characters. */
  snapshot: { revision: number; length: number };
}

/**
 * The states used last, up to a number of them; what is decided but not yet durable is never evicted. They are kept in two
 * generations: when the young one is full it becomes the old one, and what nobody asked for meanwhile is gone. So a state
 * that is used often is moved once a generation, not at every use.
 */
export class StateCache {
  private young = new Map<string, CachedStream>();
  private old = new Map<string, CachedStream>();
  private readonly generationMax: number;

  constructor(capacity: number) {
    this.generationMax = Math.ceil(capacity / 2);
  }

  get(name: string): CachedStream | undefined {
    const known = this.young.get(name);
    if (known !== undefined) return known;
    const entry = this.old.get(name);
    if (entry !== undefined) this.set(entry);
    return entry;
  }

  set(entry: CachedStream): void {
    this.young.set(entry.stream.name, entry);
    if (this.young.size >= this.generationMax) this.nextGeneration();
  }

  drop(name: string): void {
    this.young.delete(name);
    this.old.delete(name);
  }

  private nextGeneration(): void {
    const leaving = this.old;
    this.old = this.young;
    this.young = new Map();
    for (const [name, entry] of leaving) if (entry.latest.revision !== entry.durable.revision && !this.old.has(name)) this.young.set(name, entry);
  }
}
