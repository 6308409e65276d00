import fc from 'fast-check';
import { endOfMonth, endOfQuarter, endOfYear, instant, instantFromMs, periodKey, roundUpTo } from './index';

const JERUSALEM = 'Asia/Jerusalem';
const anyInstant = fc.integer({ min: Date.parse('1990-01-01T00:00Z'), max: Date.parse('2080-01-01T00:00Z') }).map(instantFromMs);
const anyZone = fc.constantFrom('UTC', JERUSALEM, 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu');

describe('the end of a period', () => {
  it('is the first moment of the next, in the zone', () => {
    const i = instant('2026-02-10T12:00:00Z');
    expect([endOfMonth(i, JERUSALEM), endOfQuarter(i, JERUSALEM), endOfYear(i, JERUSALEM)])
      .toEqual(['2026-02-28T22:00:00.000Z', '2026-03-31T21:00:00.000Z', '2026-12-31T22:00:00.000Z']);
  });

  it('goes by the local date: in New York the old year has five more hours', () => {
    expect(endOfYear(instant('2027-01-01T04:59:59.999Z'), 'America/New_York')).toBe('2027-01-01T05:00:00.000Z');
    expect(endOfYear(instant('2027-01-01T05:00:00Z'), 'America/New_York')).toBe('2028-01-01T05:00:00.000Z');
  });

  it('is a whole period away from a boundary, while rounding up stays on it', () => {
    const boundary = instant('2026-03-31T21:00:00Z'); // 1 April in Jerusalem
    expect(endOfMonth(boundary, JERUSALEM)).toBe('2026-04-30T21:00:00.000Z');
    expect([roundUpTo(boundary, 'month', JERUSALEM), roundUpTo(boundary, 'quarter', JERUSALEM)]).toEqual([boundary, boundary]);
    expect(roundUpTo(boundary, 'year', JERUSALEM)).toBe('2026-12-31T22:00:00.000Z');
    expect(roundUpTo(instant('2026-03-31T21:00:00.001Z'), 'month', JERUSALEM)).toBe('2026-04-30T21:00:00.000Z');
  });

  it('lies after the instant, and everything before it has the same key', () => {
    fc.assert(fc.property(anyInstant, anyZone, (i, zone) => {
      const end = endOfMonth(i, zone);
      expect(end > i).toBe(true);
      expect(periodKey(instantFromMs(Date.parse(end) - 1), 'month', zone)).toBe(periodKey(i, 'month', zone));
      expect(periodKey(end, 'month', zone)).not.toBe(periodKey(i, 'month', zone));
      expect(roundUpTo(end, 'month', zone)).toBe(end);
      expect(endOfQuarter(i, zone) >= end && endOfYear(i, zone) >= endOfQuarter(i, zone)).toBe(true);
    }));
  });
});

describe('the key of a period', () => {
  it('names day, week, month and year of the local date', () => {
    const i = instant('2026-02-28T22:30:00Z'); // 1 March, a Sunday, in Jerusalem
    expect((['day', 'week', 'month', 'year'] as const).map((period) => periodKey(i, period, JERUSALEM))).toEqual(['2026-03-01', '2026-W09', '2026-03', '2026']);
  });

  it.each([['2024-12-30', '2025-W01'], ['2021-01-03', '2020-W53'], ['2026-12-31', '2026-W53'], ['2027-01-01', '2026-W53'], ['2023-01-01', '2022-W52']])(
    '%s lies in week %s', (date, week) => expect(periodKey(instant(`${date}T12:00:00Z`), 'week', 'UTC')).toBe(week));

  it('has the week that Temporal has', () => {
    fc.assert(fc.property(anyInstant, anyZone, (i, zone) => {
      const { yearOfWeek, weekOfYear } = Temporal.Instant.from(i).toZonedDateTimeISO(zone);
      expect(periodKey(i, 'week', zone)).toBe(`${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`);
    }));
  });
});
