import type { Instant } from './instant';

/** The only way the house learns the time. The real one lives at the edge; tests and simulations use `manualClock`. */
export interface Clock {
  /** Wall time. May step back when the machine's clock is set. */
  now(): Instant;
  /** Milliseconds since some fixed moment, never going back; fractions allowed. For measuring and deadlines, never stored. */
  elapsedMs(): number;
}

/** The only way the house gets chance: cryptographic at the edge, `seededRandom` in simulations. */
export interface Random {
  /** `length` fresh bytes. */
  bytes(length: number): Uint8Array;
}
