import { instantFromMs, instantToMs, type Instant } from '@loyalty/kernel';

const GRID_SECONDS = 10;
/** A hold ends at most so many grid steps after it was asked for, and with it the sums that a counter keeps stay few. */
const STEPS_MAX = 100;

/**
 * When a hold of so many seconds ends: rounded up to whole 10 seconds, and for holds of more than 1,000 seconds to 20, 40
 * and so on, at most 2 % of the hold. Finer steps lie on the grid of wider ones, so that holds of all lengths share ends.
 */
export function holdEnd(at: Instant, seconds: number): Instant {
  const step = holdStepSeconds(seconds) * 1_000;
  return instantFromMs(Math.ceil((instantToMs(at) + seconds * 1_000) / step) * step);
}

/** The whole seconds to which the end of such a hold is rounded up. */
export function holdStepSeconds(seconds: number): number {
  let step = GRID_SECONDS;
  while (step * STEPS_MAX < seconds) step *= 2;
  return step;
}
