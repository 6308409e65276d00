import { civilDate, DAY_MS, dayNumber, firstOfMonth, lengthOfMonth, weekdayOf } from './civil';
import { dateText } from './date-text';
import { invalid } from './errors';
import { instantFromMs, instantToMs } from './instant';
import type { Instant } from './instant';
import { fromLocalMs, startOfDayMs, toLocalMs } from './zone';

export { assertZone } from './zone';

/**
 * Every function here takes a zone name of the IANA tz database and throws validation `zone_invalid` for anything else,
 * and `instant_invalid` where the result, or the local date, lies outside years 0001 to 9999.
 */

/** The date on a wall calendar in the zone: `2026-02-28`. */
export function localDate(i: Instant, zone: string): string {
  return dateText(Math.floor(toLocalMs(instantToMs(i), zone) / DAY_MS));
}

/** The first moment of a local day: midnight, or the end of the gap where summer time skips midnight. @throws `date_invalid` */
export function startOfLocalDay(date: string, zone: string): Instant {
  return instantFromMs(startOfDayMs(parseDate(date), zone));
}

/** Monday 1 to Sunday 7 (ISO 8601), and minutes since midnight as the clock on the wall shows them, 0 to 1439. */
export function localTime(i: Instant, zone: string): { weekday: number; minuteOfDay: number } {
  const local = toLocalMs(instantToMs(i), zone);
  const day = Math.floor(local / DAY_MS);
  return { weekday: weekdayOf(day), minuteOfDay: Math.floor((local - day * DAY_MS) / 60_000) };
}

/**
 * The same local day of the month and time of day, `months` later; a day that month lacks becomes its last day:
 * 31 January plus one month is 28 or 29 February. A skipped time moves behind the gap, a repeated one is the first.
 * @throws validation `amount_invalid` unless `months` is an integer
 */
export function addMonthsClamped(i: Instant, months: number, zone: string): Instant {
  assertCount(months, 'months', 120_000);
  if (months === 0) return i; // else the second of two equal local times would become the first
  const local = toLocalMs(instantToMs(i), zone);
  const today = Math.floor(local / DAY_MS);
  const { year, month, day } = civilDate(today);
  const target = firstOfMonth(year, month, months);
  const landing = dayNumber(target.year, target.month, Math.min(day, lengthOfMonth(target.year, target.month)));
  return instantFromMs(fromLocalMs(local + (landing - today) * DAY_MS, zone));
}

/** The same local time of day, `days` calendar days later: 23 or 25 hours when the clocks change. @throws `amount_invalid` */
export function addDays(i: Instant, days: number, zone: string): Instant {
  assertCount(days, 'days', 3_652_500);
  if (days === 0) return i;
  return instantFromMs(fromLocalMs(toLocalMs(instantToMs(i), zone) + days * DAY_MS, zone));
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

function parseDate(text: string): number {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  const year = Number(match?.[1]), month = Number(match?.[2]), day = Number(match?.[3]);
  if (match === null || year < 1 || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
    throw invalid('date_invalid', 'A date is YYYY-MM-DD', { given: String(text).slice(0, 40) });
  }
  return dayNumber(year, month, day);
}

/** At most ten thousand years: whatever is beyond leaves the range of instants anyway. */
function assertCount(count: number, field: string, max: number): void {
  if (Number.isInteger(count) && Math.abs(count) <= max) return;
  throw invalid('amount_invalid', `${field} must be an integer from ${-max} to ${max}`, { field, max, given: String(count) });
}
