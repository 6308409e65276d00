/** What a consumer did with what it was given. Of events, not of attempts. */
export interface ConsumerCounters {
  readonly seen: number;
  readonly applied: number;
  readonly duplicate: number;
  /** By a rule, or by a person who discarded it with a reason. */
  readonly ignored: number;
  /** Waiting in the parking for a person. */
  readonly parked: number;
}

export type MutableCounters = { -readonly [Name in keyof ConsumerCounters]: number };

/** Counters at a start: what lies parked has been seen before. */
export function countersWith(parked: number): MutableCounters {
  return { seen: parked, applied: 0, duplicate: 0, ignored: 0, parked };
}

/** Invariant 13: nothing is lost silently. `inFlight`: taken, and not settled yet. */
export function isBalanced({ seen, applied, duplicate, ignored, parked }: ConsumerCounters, inFlight: number): boolean {
  return seen === applied + duplicate + ignored + parked + inFlight;
}
