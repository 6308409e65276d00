import type { StreamIds } from './stream-ids';
import type { StreamIndex } from './stream-index';

/** Where a stream stands: its number in the tables and its last revision. */
export interface StreamHead {
  readonly id: number;
  revision: number;
  /** Whether the tables do not have it yet. */
  readonly isNew: boolean;
}

const GENERATION_MAX = 100_000;

/**
 * The heads of the streams asked for last, in two generations: when the young one is full it becomes the old one. What a
 * commit on its way has advanced is in neither the tables nor the index yet, so it has to stay until that commit has ended.
 * A stream that is not known yet gets its number here.
 */
export class StreamHeads {
  private young = new Map<string, StreamHead>();
  private old: ReadonlyMap<string, StreamHead> = new Map();
  /** Commits planned when the old generation was the young one. */
  private plannedBefore = 0;
  /** Streams that got a number for the commit that is being planned. */
  private made: string[] = [];

  constructor(private readonly ids: StreamIds, private readonly index: StreamIndex, private readonly generationMax = GENERATION_MAX) {}

  /** To be told before each commit how many were planned and how many have ended; then what was not asked for may be forgotten. */
  begin(planned: number, ended: number): void {
    this.made = [];
    if (this.young.size < this.generationMax || ended < this.plannedBefore) return;
    this.old = this.young;
    this.young = new Map();
    this.plannedBefore = planned;
  }

  of(name: string): StreamHead {
    return this.find(name) ?? this.make(name);
  }

  /** Takes back the numbers that were given since the last `begin`. */
  takeBack(): void {
    for (const name of this.made) this.young.delete(name);
    this.ids.takeBack(this.made.length);
    this.made = [];
  }

  /** The last revision of a stream; 0 when it has no events. */
  revisionOf(name: string): number {
    return this.find(name)?.revision ?? 0;
  }

  private find(name: string): StreamHead | undefined {
    const young = this.young.get(name);
    if (young !== undefined) return young;
    const head = this.old.get(name) ?? this.read(name);
    return head === undefined ? undefined : this.keep(name, head);
  }

  private make(name: string): StreamHead {
    this.made.push(name);
    return this.keep(name, { id: this.ids.next(), revision: 0, isNew: true });
  }

  private keep(name: string, head: StreamHead): StreamHead {
    this.young.set(name, head);
    return head;
  }

  private read(name: string): StreamHead | undefined {
    const id = this.ids.find(name);
    return id === undefined ? undefined : { id, revision: this.index.lastRevision(id), isNew: false };
  }
}
