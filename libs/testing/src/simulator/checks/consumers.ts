import { categoryOf, type MemoryDisk } from '@loyalty/ledger';
import type { MemoryParking } from '@loyalty/messaging';
import { holds } from '../violation';
import type { ConsumerWitness } from '../world/faulty-reaction';

/** What reads the log over the bus: each event must be taken, in the order of its key, before a checkpoint passes it. */
export class ConsumerCheck {
  private readonly done = new Set<number>();
  private readonly categories: ReadonlySet<string>;
  private readonly reached = new Map<string, number>();
  private saved = 0;

  constructor(private readonly disk: MemoryDisk, private readonly parking: MemoryParking, categories: readonly string[], private readonly tell: (check: () => void) => void) {
    this.categories = new Set(categories);
  }

  /** A process begins to take events; it goes on from the checkpoint, so events may come again. */
  life(): ConsumerWitness {
    const last = new Map<string, number>();
    return {
      taken: (consumer, position) => this.tell(() => this.taken(consumer, position, last)),
      done: (_, position) => void this.done.add(position),
    };
  }

  /** Invariant 5: within one life never back, and never past one that was not taken. */
  private taken(consumer: string, position: number, lastOf: Map<string, number>): void {
    const { stream, revision } = this.disk.events[position - 1]!;
    const last = lastOf.get(stream) ?? 0;
    holds(position >= last, 5, 'A consumer was given an older event of the same key', { consumer, stream, position, last });
    lastOf.set(stream, position);
    const reached = this.reached.get(stream) ?? 0;
    holds(revision <= reached + 1, 5, 'A consumer was given an event before one that comes earlier in its key', { consumer, stream, revision, reached });
    this.reached.set(stream, Math.max(reached, revision));
  }

  /** Invariant 13: what a checkpoint has passed has had its effect, or lies parked. */
  checkpoint(consumer: string, position: number): void {
    for (; this.saved < position; this.saved += 1) this.settled(consumer, this.saved + 1);
  }

  /** And what lies parked was refused by a rule of the domain: a fault of the process is no fault of the event. */
  atTheEnd(consumer: string): void {
    this.checkpoint(consumer, this.disk.events.length);
    for (const [key, { reason, events }] of this.parking.keys.get(consumer) ?? []) {
      const { category } = reason.error;
      holds(!['corruption', 'unavailable', 'overloaded'].includes(category), 13, 'An event was parked for what was not its fault', { consumer, key, reason, events });
    }
  }

  /** Whether something of a key lies parked: then what follows it waits, and a person must look. */
  isParked = (consumer: string, key: string): boolean => this.parking.keys.get(consumer)?.has(key) === true;

  private settled(consumer: string, position: number): void {
    const { stream, type } = this.disk.events[position - 1]!;
    if (!this.categories.has(categoryOf(stream)) || this.done.has(position)) return;
    const parked = this.parking.keys.get(consumer)?.get(stream)?.events.some((event) => event.position === position) === true;
    holds(parked, 13, 'A checkpoint passed an event that was neither taken nor parked', { consumer, position, stream, type });
  }
}
