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

/** The states used last. What is decided but not yet durable is never evicted. */
export class StateCache {
  private readonly entries = new Map<string, CachedStream>();

  constructor(private readonly capacity: number) {}

  get(name: string): CachedStream | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry;
  }

  set(entry: CachedStream): void {
    this.entries.set(entry.stream.name, entry);
    if (this.entries.size > this.capacity) this.evict();
  }

  drop(name: string): void {
    this.entries.delete(name);
  }

  private evict(): void {
    for (const [name, { latest, durable }] of this.entries) {
      if (latest.revision === durable.revision) this.entries.delete(name);
      if (this.entries.size <= this.capacity) return;
    }
  }
}
