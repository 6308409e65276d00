import { instantFromMs, instantToMs, type Instant } from '@loyalty/kernel';

const GRID_MS = 10_000;
/** A hold ends at most so many grid steps after it was asked for, and with it the sums that a counter keeps stay few. */
const STEPS_MAX = 100;

/**
 * When a hold of so many seconds ends: rounded up to whole 10 seconds, and for holds of more than 1,000 seconds to 20, 40
 * and so on, at most 2 % of the hold. Finer steps lie on the grid of wider ones, so that holds of all lengths share ends.
 */
export function holdEnd(at: Instant, seconds: number): Instant {
  let step = GRID_MS;
  while (step * STEPS_MAX < seconds * 1_000) step *= 2;
  return instantFromMs(Math.ceil((instantToMs(at) + seconds * 1_000) / step) * step);
}
