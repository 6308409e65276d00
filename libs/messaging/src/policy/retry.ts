import type { Random } from '@loyalty/kernel';

/** How often and how fast an event is tried again before it is parked. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attemptsMax: number;
  readonly first_ms: number;
  readonly longest_ms: number;
}

/** About 15 seconds in all: longer than a restart of a database, shorter than a consumer group's patience. */
export const DEFAULT_RETRY: RetryPolicy = { attemptsMax: 9, first_ms: 50, longest_ms: 5_000 };

/**
 * Milliseconds before the attempt that follows `attempts` failed ones: doubling up to the longest, the upper half of it
 * by chance, so that consumers which failed together do not come back together. Undefined when the attempts are used up.
 */
export function backoffMs({ attemptsMax, first_ms, longest_ms }: RetryPolicy, attempts: number, random: Random): number | undefined {
  if (attempts >= attemptsMax) return undefined;
  const full = Math.min(longest_ms, first_ms * 2 ** Math.min(attempts - 1, 30));
  const share = Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
  return Math.ceil(full / 2 + share * (full / 2));
}
