import type { Discard, DiscardedEvent, EventReference, ParkedKey, ParkedReason, ParkedStore } from '../parking/parked-store';

interface Parked {
  reason: ParkedReason;
  /** In order of position. */
  readonly events: EventReference[];
}

/** What was parked; outlives the store, as a file outlives a process. */
export interface MemoryParking {
  readonly keys: Map<string, Map<string, Parked>>;
  readonly discarded: Map<string, DiscardedEvent[]>;
}

export function memoryParking(): MemoryParking {
  return { keys: new Map(), discarded: new Map() };
}

/** Parking in memory, for unit tests and the simulator. */
export class MemoryParkedStore implements ParkedStore {
  constructor(private readonly kept: MemoryParking = memoryParking()) {}

  async firsts(consumer: string): Promise<ReadonlyMap<string, number>> {
    return new Map(Array.from(this.of(consumer), ([key, { events }]) => [key, events[0]!.position]));
  }

  async count(consumer: string): Promise<number> {
    return [...this.of(consumer).values()].reduce((sum, { events }) => sum + events.length, 0);
  }

  async list(consumer: string, { afterKey = '', limit }: { afterKey?: string; limit: number }): Promise<readonly ParkedKey[]> {
    const keys = [...this.of(consumer).keys()].filter((key) => key > afterKey).sort();
    return keys.slice(0, limit).map((key) => this.parked(consumer, key)!);
  }

  async find(consumer: string, key: string): Promise<ParkedKey | undefined> {
    return this.parked(consumer, key);
  }

  async events(consumer: string, key: string, { after, limit }: { after: number; limit: number }): Promise<readonly EventReference[]> {
    return (this.of(consumer).get(key)?.events ?? []).filter(({ position }) => position > after).slice(0, limit);
  }

  async park(consumer: string, key: string, event: EventReference, reason: ParkedReason): Promise<void> {
    const parked = this.of(consumer).get(key) ?? { reason, events: [] };
    parked.reason = reason;
    insert(parked.events, event);
    this.of(consumer).set(key, parked);
  }

  async hold(consumer: string, key: string, event: EventReference): Promise<boolean> {
    const parked = this.of(consumer).get(key);
    return parked !== undefined && insert(parked.events, event);
  }

  async release(consumer: string, key: string, position: number): Promise<void> {
    const parked = this.of(consumer).get(key);
    const index = parked?.events.findIndex((event) => event.position === position) ?? -1;
    if (parked === undefined || index < 0) return;
    parked.events.splice(index, 1);
    if (parked.events.length === 0) this.of(consumer).delete(key);
  }

  async discard(consumer: string, key: string, event: EventReference, discard: Discard): Promise<void> {
    const discarded = this.kept.discarded.get(consumer) ?? [];
    this.kept.discarded.set(consumer, discarded);
    if (!discarded.some(({ position }) => position === event.position)) discarded.push({ key, ...event, ...discard });
    await this.release(consumer, key, event.position);
  }

  async discarded(consumer: string, { after, limit }: { after: number; limit: number }): Promise<readonly DiscardedEvent[]> {
    const all = (this.kept.discarded.get(consumer) ?? []).filter(({ position }) => position > after);
    return all.sort((a, b) => a.position - b.position).slice(0, limit);
  }

  private of(consumer: string): Map<string, Parked> {
    const keys = this.kept.keys.get(consumer) ?? new Map<string, Parked>();
    this.kept.keys.set(consumer, keys);
    return keys;
  }

  private parked(consumer: string, key: string): ParkedKey | undefined {
    const parked = this.of(consumer).get(key);
    return parked === undefined ? undefined : { key, ...parked.reason, first: parked.events[0]!, events: parked.events.length };
  }
}

/** In order of position; false when it is there already. */
function insert(events: EventReference[], { position, stream, revision }: EventReference): boolean {
  if (events.some((event) => event.position === position)) return false;
  events.push({ position, stream, revision });
  events.sort((a, b) => a.position - b.position);
  return true;
}
