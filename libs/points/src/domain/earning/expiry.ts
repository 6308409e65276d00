import type { ExpiryPolicy } from '@loyalty/contracts';
import { addDays, addMonthsClamped, localDate, roundUpTo, startOfLocalDay, type Instant } from '@loyalty/kernel';

/**
 * The instant at which points lapse that are earned now; undefined when they never do. 31 January and one month is the
 * last day of February; rounding goes up to the end of the period, an instant on its boundary stays.
 */
export function expiryOf(policy: ExpiryPolicy, earnedAt: Instant, zone: string): Instant | undefined {
  switch (policy.kind) {
    case 'none':
      return undefined;
    case 'rolling': {
      const { months, roundUpTo: period } = policy;
      const end = () => addMonthsClamped(earnedAt, months, zone);
      return period === undefined ? end() : sameForAMinute(`${months} ${period} ${zone}`, earnedAt, () => roundUpTo(end(), period, zone));
    }
    case 'sliding':
      return sameForAMinute(`${policy.months} ${zone}`, earnedAt, () => endOfLocalDay(addMonthsClamped(earnedAt, policy.months, zone), zone));
    case 'fixed':
      return nextOf(policy.days, earnedAt, zone);
  }
}

const rounded = new Map<string, Instant>();
const ROUNDED_MAX = 10_000;
/** Since then every zone is a whole number of minutes off UTC, so no local day begins within a UTC minute. */
const WHOLE_MINUTES_SINCE = '1973';

/**
 * An end of a period is the same for all that is earned within a minute, but for the minute's first instant, which may lie
 * on the boundary itself. Working it out costs as much as half of deciding a command, so it is remembered.
 */
function sameForAMinute(rule: string, at: Instant, work: () => Instant): Instant {
  if (at < WHOLE_MINUTES_SINCE || at.endsWith(':00.000Z')) return work();
  const key = `${rule} ${at.slice(0, 16)}`;
  const known = rounded.get(key);
  if (known !== undefined) return known;
  if (rounded.size >= ROUNDED_MAX) rounded.clear();
  const end = work();
  rounded.set(key, end);
  return end;
}

function endOfLocalDay(at: Instant, zone: string): Instant {
  return startOfLocalDay(localDate(addDays(at, 1, zone), zone), zone);
}

/** The first of these days of the year that begins after an instant. */
function nextOf(days: readonly string[], after: Instant, zone: string): Instant {
  const year = Number(localDate(after, zone).slice(0, 4));
  const starts = [year, year + 1].flatMap((y) => days.map((day) => startOfLocalDay(existingDate(y, day), zone)));
  return starts.filter((start) => start > after).sort()[0]!;
}

/** 29 February of a common year is taken as 1 March: points are not lost a day early. */
function existingDate(year: number, monthDay: string): string {
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${String(year).padStart(4, '0')}-${monthDay === '02-29' && !leap ? '03-01' : monthDay}`;
}
