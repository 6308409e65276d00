import type { Instant } from '@loyalty/kernel';

/** Uses, and money by currency in minor units. */
export interface Sums {
  readonly uses: number;
  readonly money: Readonly<Record<string, number>>;
}

/** What was used in one period, named by its key. */
export interface PeriodSums extends Sums {
  readonly key: string;
}

/** All that is set aside until one instant and counts in one day: sums, however many holds there are. */
export interface HeldSums extends Sums {
  readonly until: Instant;
  readonly day: string;
}

/**
 * What is used of a campaign, or of one code. Its size depends on how far apart holds end, not on how many there are:
 * their ends stand on a grid (`holdEnd`).
 */
export interface CounterState {
  /** The newest instant that anything was counted at: for this counter time does not go back. */
  readonly at: Instant;
  readonly ever: Sums;
  /** The newest day, week and month of the campaign's zone that anything counted in. */
  readonly day: PeriodSums;
  readonly week: PeriodSums;
  readonly month: PeriodSums;
  /** What had not lapsed at `at`, by `until`, then by day. */
  readonly held: readonly HeldSums[];
}

const NOTHING: PeriodSums = { key: '', uses: 0, money: {} };

export const NO_USES: CounterState = { at: '0001-01-01T00:00:00.000Z' as Instant, ever: { uses: 0, money: {} }, day: NOTHING, week: NOTHING, month: NOTHING, held: [] };
