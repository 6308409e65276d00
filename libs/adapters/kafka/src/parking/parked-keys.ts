import type { ErrorRecord, Instant } from '@loyalty/kernel';
import type { Discard, EventReference, ParkedReason, ParkedStore } from '@loyalty/messaging';
import type { KafkaRecord } from '../group/record';
import { originOf } from './parked-copies';

const PAGE = 1_000;

/** For each partition, the offset behind the last record of a key that lies parked. */
type Held = Map<string, number>;

/**
 * Which keys of a consumer stand still. The store decides, and may be changed by any process of the group; this is what
 * one member knows of it, so that it need not ask for every record.
 */
export class ParkedKeys {
  private keys = new Map<string, Held | undefined>();
  private discarded = new Set<string>();

  constructor(private readonly consumer: string, private readonly store: ParkedStore) {}

  /** Reads the store anew. Answers how many records lie parked. Throws `store_unavailable`. */
  async load(): Promise<number> {
    const discarded = new Set<string>();
    for (let after = 0; ;) {
      const page = await this.store.discarded(this.consumer, { after, limit: PAGE });
      for (const { stream, revision } of page) discarded.add(`${stream}@${revision}`);
      if (page.length < PAGE) break;
      after = page.at(-1)!.position;
    }
    const firsts = await this.store.firsts(this.consumer);
    this.keys = new Map(Array.from(firsts.keys(), (key) => [key, undefined]));
    this.discarded = discarded;
    return this.store.count(this.consumer);
  }

  get size(): number {
    return this.keys.size;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  wasDiscarded(record: KafkaRecord): boolean {
    if (this.discarded.size === 0) return false;
    const { stream, revision } = originOf(record);
    return this.discarded.has(`${stream}@${revision}`);
  }

  /** Whether a record, or one of its key behind it, lies parked already. */
  async lies(key: string, record: KafkaRecord): Promise<boolean> {
    const { stream, revision } = originOf(record);
    return revision <= ((await this.heldUnder(key)).get(stream) ?? 0);
  }

  async park(key: string, reference: EventReference, reason: ParkedReason): Promise<void> {
    await this.store.park(this.consumer, key, reference, reason);
    note(await this.heldUnder(key), reference);
  }

  /** False when the key is parked no longer: some process of the group has taken or discarded all of it. */
  async hold(key: string, reference: EventReference): Promise<boolean> {
    if (await this.store.hold(this.consumer, key, reference)) {
      note(await this.heldUnder(key), reference);
      return true;
    }
    this.keys.delete(key);
    return false;
  }

  async first(key: string): Promise<EventReference | undefined> {
    return (await this.store.events(this.consumer, key, { after: 0, limit: 1 }))[0];
  }

  async release(key: string, { position }: EventReference): Promise<void> {
    await this.store.release(this.consumer, key, position);
    await this.look(key);
  }

  async discard(key: string, reference: EventReference, discard: Discard): Promise<void> {
    await this.store.discard(this.consumer, key, reference, discard);
    this.discarded.add(`${reference.stream}@${reference.revision}`);
    await this.look(key);
  }

  /** Tells anew why the first record of a key could not be taken. */
  async failedAgain(key: string, first: EventReference, error: ErrorRecord, now: Instant): Promise<void> {
    const before = await this.store.find(this.consumer, key);
    await this.store.park(this.consumer, key, first, { error, attempts: (before?.attempts ?? 0) + 1, parkedAt: before?.parkedAt ?? now });
  }

  private async look(key: string): Promise<void> {
    if ((await this.first(key)) === undefined) this.keys.delete(key);
  }

  private async heldUnder(key: string): Promise<Held> {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const held: Held = new Map();
    for (let after = 0; ;) {
      const page = await this.store.events(this.consumer, key, { after, limit: PAGE });
      for (const reference of page) note(held, reference);
      if (page.length < PAGE) break;
      after = page.at(-1)!.position;
    }
    this.keys.set(key, held);
    return held;
  }
}

function note(held: Held, { stream, revision }: EventReference): void {
  held.set(stream, Math.max(revision, held.get(stream) ?? 0));
}
