import { addDays, instant, invalid, localDate, plusMs, startOfLocalDay, type Instant } from '@loyalty/kernel';

const PLAIN_DATE = /^\d{4}-\d\d-\d\d$/;

/** How --help explains what a date means. */
export const DATE_HELP = 'an RFC 3339 time, or a plain date for the end of that day';

/** Up to when: a time as it is given, a plain date as the last moment of that day in the zone. Throws `date_invalid`. */
export function untilOf(text: string, zone: string): Instant {
  if (!PLAIN_DATE.test(text)) return timeOf(text);
  const start = startOfLocalDay(text, zone);
  // By way of the date: where summer time skips a midnight, a day later is not the start of the next day.
  return plusMs(startOfLocalDay(localDate(addDays(start, 1, zone), zone), zone), -1);
}

/** From when: a plain date is the first moment of that day in the zone. */
export function fromOf(text: string, zone: string): Instant {
  return PLAIN_DATE.test(text) ? startOfLocalDay(text, zone) : timeOf(text);
}

function timeOf(text: string): Instant {
  try {
    return instant(text);
  } catch {
    throw invalid('date_invalid', `"${text.slice(0, 40)}" is neither a date (2026-01-31) nor a time with its offset (2026-01-31T18:00:00+02:00)`, { given: text.slice(0, 40) });
  }
}
