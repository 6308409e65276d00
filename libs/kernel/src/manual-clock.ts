import { invalid } from './errors';
import { instant, plusMs } from './instant';
import type { Instant } from './instant';
import type { Clock } from './ports';

/** A clock that stands still until told otherwise. */
export interface ManualClock extends Clock {
  /** Steps the wall time to `at`, also backwards, as when a machine's clock is corrected. `elapsedMs` does not move. */
  set(at: string): void;
  /** Lets `ms` whole milliseconds pass on both clocks. @throws validation `amount_invalid` if negative or not an integer */
  advanceMs(ms: number): void;
}

/** For tests, simulations and demos. @throws validation `instant_invalid` */
export function manualClock(start: string): ManualClock {
  let wall: Instant = instant(start);
  let elapsed = 0;
  return {
    now: () => wall,
    elapsedMs: () => elapsed,
    set(at) {
      wall = instant(at);
    },
    advanceMs(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw invalid('amount_invalid', 'Time passes in whole milliseconds, forwards', { field: 'ms', given: ms });
      wall = plusMs(wall, ms);
      elapsed += ms;
    },
  };
}
