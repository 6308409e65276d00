import type { Clock, Random } from '@loyalty/kernel';
import type { EventStore } from '@loyalty/ledger';
import { DEFAULT_RETRY, type CheckpointStore, type ParkedStore, type RetryPolicy, type Timer } from '@loyalty/messaging';

/** What the bus in one process is made of. */
export interface InProcessParts {
  readonly log: EventStore;
  readonly checkpoints: CheckpointStore;
  readonly parked: ParkedStore;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
}

export interface InProcessLimits {
  /** Keys of one consumer handled at the same time. */
  readonly keysInParallel: number;
  /** Events of one consumer taken and not settled; the log is read no further meanwhile. */
  readonly inFlightMax: number;
  /** Events read from the log at once. */
  readonly pageEvents: number;
  readonly retry: RetryPolicy;
  /** A checkpoint is saved when so many positions or so many milliseconds have passed since the last. */
  readonly saveEvery: number;
  readonly saveEvery_ms: number;
  /** With more parked keys than this a consumer stops: the fault is then not the events'. */
  readonly parkedKeysMax: number;
}

export const DEFAULT_LIMITS: InProcessLimits = {
  keysInParallel: 16,
  inFlightMax: 1_000,
  pageEvents: 500,
  retry: DEFAULT_RETRY,
  saveEvery: 1_000,
  saveEvery_ms: 500,
  parkedKeysMax: 10_000,
};

/** How long a consumer waits before it asks again for something that was not available. */
export const UNAVAILABLE_PAUSE_MS = 250;
