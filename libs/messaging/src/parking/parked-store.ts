import type { ErrorRecord, Instant } from '@loyalty/kernel';

/** An event by reference, never a copy: what is read later is the log, brought to today's version. */
export interface EventReference {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
}

export function isSameEvent(a: EventReference, b: EventReference): boolean {
  return a.position === b.position && a.stream === b.stream && a.revision === b.revision;
}

/** Why and since when the first event of a key waits. */
export interface ParkedReason {
  readonly error: ErrorRecord;
  /** Attempts made on the first event, over all retries. */
  readonly attempts: number;
  readonly parkedAt: Instant;
}

/** A key that stands still: its first event could not be taken, the others wait behind it. */
export interface ParkedKey extends ParkedReason {
  readonly key: string;
  readonly first: EventReference;
  /** Events parked, the first included. */
  readonly events: number;
}

/** Who put an event aside for good, and why. */
export interface Discard {
  readonly reason: string;
  readonly actor: string;
  readonly at: Instant;
}

export interface DiscardedEvent extends EventReference, Discard {
  readonly key: string;
}

/**
 * Where parked facts live; they survive a restart, and each call is durable when it resolves. A repeat of any call is
 * harmless. Throws `store_unavailable`.
 */
export interface ParkedStore {
  /** Every parked key with the position of its first event. */
  firsts(consumer: string): Promise<ReadonlyMap<string, number>>;
  /** Events parked under all keys. */
  count(consumer: string): Promise<number>;
  /** Ordered by key. */
  list(consumer: string, options: { afterKey?: string; limit: number }): Promise<readonly ParkedKey[]>;
  find(consumer: string, key: string): Promise<ParkedKey | undefined>;
  /** The events of a key, oldest first. */
  events(consumer: string, key: string, options: { after: number; limit: number }): Promise<readonly EventReference[]>;
  /** Parks an event at the head of its key, or tells anew why the one that is there could not be taken. */
  park(consumer: string, key: string, event: EventReference, reason: ParkedReason): Promise<void>;
  /** Puts an event behind the others of a parked key. Answers false when it is there already. */
  hold(consumer: string, key: string, event: EventReference): Promise<boolean>;
  /** The event has been taken after all. A key without events is parked no longer. */
  release(consumer: string, key: string, position: number): Promise<void>;
  /** The event will never be taken; that is remembered. */
  discard(consumer: string, key: string, event: EventReference, discard: Discard): Promise<void>;
  /** What was discarded after a position, oldest first. */
  discarded(consumer: string, options: { after: number; limit: number }): Promise<readonly DiscardedEvent[]>;
}
