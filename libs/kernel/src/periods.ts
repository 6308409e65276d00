import { civilDate, DAY_MS, dayNumber, firstOfMonth, weekdayOf } from './civil';
import { dateText } from './date-text';
import { instantFromMs, instantToMs } from './instant';
import type { Instant } from './instant';
import { startOfDayMs, toLocalMs } from './zone';

/** Periods of the local calendar that an expiry or a tier can run to. Quarters begin in January, April, July, October. */
export type RoundingPeriod = 'month' | 'quarter' | 'year';

/** Periods that limits and budgets count in. Weeks are those of ISO 8601, Monday to Sunday. */
export type KeyPeriod = 'day' | 'week' | 'month' | 'year';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The exclusive end of the local month that holds `i`: the first moment of the next. Always after `i`. Errors as in calendar.ts. */
export function endOfMonth(i: Instant, zone: string): Instant {
  return instantFromMs(periodStartMs(i, 'month', 1, zone));
}

/** As `endOfMonth`, for the quarter. */
export function endOfQuarter(i: Instant, zone: string): Instant {
  return instantFromMs(periodStartMs(i, 'quarter', 1, zone));
}

/** As `endOfMonth`, for the year. */
export function endOfYear(i: Instant, zone: string): Instant {
  return instantFromMs(periodStartMs(i, 'year', 1, zone));
}

/** The earliest boundary between periods that is not before `i`: an instant exactly on a boundary stays where it is. */
export function roundUpTo(i: Instant, period: RoundingPeriod, zone: string): Instant {
  if (periodStartMs(i, period, 0, zone) === instantToMs(i)) return i;
  return instantFromMs(periodStartMs(i, period, 1, zone));
}

/** The start of the period that holds `i` (0) or of the one after it (1). */
function periodStartMs(i: Instant, period: RoundingPeriod, ahead: 0 | 1, zone: string): number {
  const { year, month } = civilDate(localDay(i, zone));
  const length = MONTHS[period];
  const first = firstOfMonth(year, month - ((month - 1) % length), ahead * length);
  return startOfDayMs(dayNumber(first.year, first.month, 1), zone);
}

/** The name of the local period that holds `i`: `2026-02-28`, `2026-W09`, `2026-02`, `2026`. A week is named by its Thursday's year. */
export function periodKey(i: Instant, period: KeyPeriod, zone: string): string {
  const day = localDay(i, zone);
  switch (period) {
    case 'day': return dateText(day);
    case 'month': return dateText(day).slice(0, 7);
    case 'year': return dateText(day).slice(0, 4);
    case 'week': return weekKey(day);
  }
}

function weekKey(day: number): string {
  const thursday = day - weekdayOf(day) + 4;
  const { year } = civilDate(thursday);
  const week = Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1;
  return `${dateText(thursday).slice(0, 4)}-W${week < 10 ? '0' : ''}${week}`;
}

function localDay(i: Instant, zone: string): number {
  return Math.floor(toLocalMs(instantToMs(i), zone) / DAY_MS);
}
