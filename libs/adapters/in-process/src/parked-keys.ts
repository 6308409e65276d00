import type { ErrorRecord, Instant } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import type { Discard, EventReference, ParkedReason, ParkedStore } from '@loyalty/messaging';

const PAGE = 1_000;

export function referenceTo({ position, stream, revision }: RecordedEvent): EventReference {
  return { position, stream, revision };
}

/** What one consumer has parked: which keys in memory, which events in the store. */
export class ParkedKeys {
  private constructor(
    private readonly consumer: string, private readonly store: ParkedStore,
    private readonly firsts: Map<string, number>, private readonly discarded: Set<number>,
    /** Events parked at the start. */
    readonly events: number,
  ) {}

  /** `position`: what lies before it does not come again, so what was discarded there need not be known. */
  static async open(consumer: string, store: ParkedStore, position: number): Promise<ParkedKeys> {
    const discarded = new Set<number>();
    for (let after = position; ;) {
      const page = await store.discarded(consumer, { after, limit: PAGE });
      for (const event of page) discarded.add(event.position);
      if (page.length < PAGE) break;
      after = page.at(-1)!.position;
    }
    return new ParkedKeys(consumer, store, new Map(await store.firsts(consumer)), discarded, await store.count(consumer));
  }

  get size(): number {
    return this.firsts.size;
  }

  /** Position of the first event that waits under a key. */
  firstOf(key: string): number | undefined {
    return this.firsts.get(key);
  }

  wasDiscarded({ position }: RecordedEvent): boolean {
    return this.discarded.has(position);
  }

  async park(key: string, event: EventReference, reason: ParkedReason): Promise<void> {
    await this.store.park(this.consumer, key, event, reason);
    this.firsts.set(key, event.position);
  }

  /** False when the event lies there already. */
  hold(key: string, event: RecordedEvent): Promise<boolean> {
    return this.store.hold(this.consumer, key, referenceTo(event));
  }

  async first(key: string): Promise<EventReference | undefined> {
    return (await this.store.events(this.consumer, key, { after: 0, limit: 1 }))[0];
  }

  async release(key: string, { position }: EventReference): Promise<void> {
    await this.store.release(this.consumer, key, position);
    await this.look(key);
  }

  async discard(key: string, event: EventReference, discard: Discard): Promise<void> {
    await this.store.discard(this.consumer, key, event, discard);
    this.discarded.add(event.position);
    await this.look(key);
  }

  /** Tells anew why the first event of a key could not be taken. */
  async failedAgain(key: string, event: EventReference, error: ErrorRecord, now: Instant): Promise<void> {
    const before = await this.store.find(this.consumer, key);
    await this.park(key, event, { error, attempts: (before?.attempts ?? 0) + 1, parkedAt: before?.parkedAt ?? now });
  }

  private async look(key: string): Promise<void> {
    const next = await this.first(key);
    if (next === undefined) this.firsts.delete(key);
    else this.firsts.set(key, next.position);
  }
}
