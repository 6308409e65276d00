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
      const end = addMonthsClamped(earnedAt, policy.months, zone);
      return policy.roundUpTo === undefined ? end : roundUpTo(end, policy.roundUpTo, zone);
    }
    case 'sliding':
      return endOfLocalDay(addMonthsClamped(earnedAt, policy.months, zone), zone);
    case 'fixed':
      return nextOf(policy.days, earnedAt, zone);
  }
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
