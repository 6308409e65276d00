import { uuidSource, type Clock, type Random } from '@loyalty/kernel';
import type { Timer } from '@loyalty/messaging';

export interface KurrentOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  /** How long an append whose answer was lost is sent again before it is `store_unavailable`. */
  readonly answerWithin_ms?: number;
  /** How long to wait for a server that is away when the store is opened. */
  readonly openWithin_ms?: number;
}

/** What the store takes from outside, with its defaults. */
export interface KurrentParts extends Required<KurrentOptions> {
  /** A fresh id for each record. It says nothing of the record: the server takes two records of one id for the same one. */
  newId(): string;
}

export function withDefaults(options: KurrentOptions): KurrentParts {
  const { clock, random, timer, answerWithin_ms = 15_000, openWithin_ms = 30_000 } = options;
  return { clock, random, timer, answerWithin_ms, openWithin_ms, newId: uuidSource(clock, random) };
}
