import type { ErrorRecord } from '@loyalty/kernel';
import type { Discard, DiscardedEvent, EventReference, ParkedKey } from './parking/parked-store';
import type { ConsumerCounters } from './policy/counters';
import type { Reaction } from './reaction';

/** `waiting`: something it needs is not available and is asked again. `failed`: it has stopped by itself, a person must look. */
export type ConsumerState = 'running' | 'waiting' | 'failed' | 'stopped';

export interface ConsumerStatus {
  readonly consumer: string;
  readonly state: ConsumerState;
  /** Everything up to here is settled. */
  readonly position: number;
  /** Positions between it and the end of the log. */
  readonly lag: number;
  /** Events taken and not settled. */
  readonly inFlight: number;
  readonly parkedKeys: number;
  readonly counters: ConsumerCounters;
  readonly error?: ErrorRecord;
}

export interface StopReport {
  /** Whether all that was taken is settled. What is not will come again after the next start. */
  readonly drained: boolean;
  readonly unfinished: number;
}

/** What became of a parked key's events when they were tried again. */
export interface RetryReport {
  readonly taken: number;
  /** Events still parked under the key, and why the first of them is. */
  readonly left: number;
  readonly error?: ErrorRecord;
}

/** A reaction at work. */
export interface Consumer {
  /**
   * Resolves when it is taking events. Throws `checkpoint_of_other_log` and `checkpoint_ahead`: going on from such a
   * place would leave events out without anybody noticing.
   */
  start(): Promise<void>;
  /** Takes nothing more, finishes what was taken within the time, saves the checkpoint. */
  stop(deadline_ms: number): Promise<StopReport>;
  status(): Promise<ConsumerStatus>;
  readonly parking: Parking;
}

/** What support staff and the command line do with what is parked. Throws `not_parked` for a key that is not. */
export interface Parking {
  list(options?: { afterKey?: string; limit?: number }): Promise<readonly ParkedKey[]>;
  /** A key's reason and its first events; more with `after`, a position. */
  show(key: string, options?: { after?: number; limit?: number }): Promise<{ parked: ParkedKey; events: readonly EventReference[] }>;
  /** Takes the key's events in order until one cannot be taken; when none is left, the key flows again. */
  retry(key: string): Promise<RetryReport>;
  /**
   * Puts the key's first event aside for good. Those behind it stay parked until `retry`. With `first`, nothing happens once
   * another one stands first: somebody else has settled the one that was meant.
   */
  discard(key: string, discard: Discard, first?: EventReference): Promise<RetryReport>;
  discarded(options?: { after?: number; limit?: number }): Promise<readonly DiscardedEvent[]>;
}

export interface MessageBus {
  /** A consumer of its own for each call; it does nothing until started. */
  consumer(reaction: Reaction): Consumer;
}
