import type { Clock } from '@loyalty/kernel';

/** Lets time pass; the real one lives at the edge, tests bring one that does not wait. */
export interface Timer {
  /** Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface RunnerOptions {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Events asked from the log at once. */
  readonly pageEvents?: number;
  /** How long the thread may be held before other work gets its turn, in milliseconds. */
  readonly holdMs?: number;
  /** Documents kept in memory for each view. */
  readonly documentsMax?: number;
  /** Waits for the event loop's next turn; a simulator brings its own. */
  readonly turn?: () => Promise<void>;
}

export const PAGE_EVENTS = 1_000;
export const HOLD_MS = 8;
export const DOCUMENTS_MAX = 5_000;

export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
