import { DAY_MS, lengthOfMonth } from './civil';
import { dateText } from './date-text';
import { invalid } from './errors';

/**
 * A moment in UTC, always the 24 characters `YYYY-MM-DDTHH:mm:ss.sssZ`, so that `<` on the text is the order of time
 * and equal moments are equal text. Years 0001 to 9999. Intervals are half-open: `[start, end)`.
 */
export type Instant = string & { readonly __brand: 'Instant' };

/** The last moment there is. Stands for "never expires" where an order is needed. */
export const FAR_FUTURE = '9999-12-31T23:59:59.999Z' as Instant;

const FIRST_MS = -62_135_596_800_000; // 0001-01-01T00:00:00.000Z
const LAST_MS = 253_402_300_799_999; // FAR_FUTURE
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Reads an RFC 3339 date-time with its offset. Fractions beyond the millisecond are cut off, never rounded up.
 * Refused: no offset, a day the month does not have, 24:00, a leap second, a moment outside years 0001 to 9999 in UTC.
 * @throws validation `instant_invalid`
 */
export function instant(text: string): Instant {
  const match = typeof text === 'string' ? RFC_3339.exec(text) : null;
  if (match === null) throw notAnInstant(text, 'not an RFC 3339 date-time with an offset');
  const year = Number(match[1]), month = Number(match[2]), day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) throw notAnInstant(text, 'no such day');
  if (match[4]! > '23' || match[5]! > '59') throw notAnInstant(text, 'no such time of day');
  if (match[6]! > '59') throw notAnInstant(text, 'no such second (leap seconds are not kept)');
  const offset = match[8] === undefined ? 0 : offsetMinutes(text, match[8], match[9]!, match[10]!);
  if (offset === 0) {
    if (year === 0) throw notAnInstant(text, 'before the year 0001');
    const fraction = match[7] ?? '';
    if (fraction.length === 3 && text.length === 24 && text[10] === 'T' && text[23] === 'Z') return text as Instant;
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z` as Instant;
  }
  // By way of text, because Date.UTC takes years below 100 for 19xx. Year 0000 may still reach 0001 by its offset.
  const local = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}.${(match[7] ?? '').slice(0, 3).padEnd(3, '0')}Z`);
  return fromMs(local - offset * 60_000, text);
}

function offsetMinutes(text: string, sign: string, hours: string, minutes: string): number {
  if (hours > '23' || minutes > '59') throw notAnInstant(text, 'no such offset');
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}

let lastSecond = NaN;
let lastSecondText = '';
const MILLISECONDS = Array.from({ length: 1000 }, (_, ms) => `.${String(ms).padStart(3, '0')}Z`);

/**
 * The instant `ms` milliseconds after 1970-01-01T00:00Z. Made for the clock: moments of one second share their text.
 * @throws validation `instant_invalid` when not an integer or outside years 0001 to 9999
 */
export function instantFromMs(ms: number): Instant {
  return fromMs(ms, ms);
}

function fromMs(ms: number, given: unknown): Instant {
  if (!Number.isInteger(ms) || ms < FIRST_MS || ms > LAST_MS) throw notAnInstant(given, 'outside years 0001 to 9999');
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond) {
    lastSecondText = secondText(second * 1000);
    lastSecond = second;
  }
  return (lastSecondText + MILLISECONDS[ms - second * 1000]) as Instant;
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

function secondText(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  const seconds = (ms - day * DAY_MS) / 1000;
  const minutes = Math.floor(seconds / 60);
  return `${dateText(day)}T${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}`;
}

/** Milliseconds since 1970-01-01T00:00Z, negative before. @throws validation `instant_invalid` for text that never was an Instant */
export function instantToMs(i: Instant): number {
  const ms = Date.parse(i);
  if (Number.isNaN(ms)) throw notAnInstant(i, 'not an instant');
  return ms;
}

/** The instant `ms` milliseconds later (earlier if negative). @throws validation `instant_invalid` past years 0001 to 9999 */
export function plusMs(i: Instant, ms: number): Instant {
  return fromMs(instantToMs(i) + ms, i);
}

export function laterOf(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}

export function earlierOf(a: Instant, b: Instant): Instant {
  return b < a ? b : a;
}

function notAnInstant(given: unknown, reason: string) {
  const shown = typeof given === 'string' ? given.slice(0, 40) : String(given);
  return invalid('instant_invalid', `Not an instant: ${shown} (${reason})`, { given: shown, reason });
}
