import fc from 'fast-check';
import { addDays, addMonthsClamped, assertZone, FAR_FUTURE, instant, instantFromMs, instantToMs, localDate, localTime, startOfLocalDay } from './index';

const JERUSALEM = 'Asia/Jerusalem';
const NEW_YORK = 'America/New_York';
/** Among them: no summer time, half-hour summer time, midnight skipped, a day skipped, offsets of quarter hours, two changes about Ramadan. */
const ZONES = ['UTC', JERUSALEM, NEW_YORK, 'Asia/Tokyo', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu', 'Africa/Casablanca', 'Africa/Cairo', 'America/Havana'];
const anyZone = fc.constantFrom(...ZONES);
const recent = fc.integer({ min: Date.parse('1950-01-01T00:00Z'), max: Date.parse('2080-01-01T00:00Z') }).map(instantFromMs);
const ever = fc.integer({ min: Date.parse('0005-01-01T00:00Z'), max: Date.parse('9990-01-01T00:00Z') }).map(instantFromMs);
/** Moments within two days of a change of the clocks. */
const nearChange = fc.tuple(recent, anyZone, fc.integer({ min: -172_800, max: 172_800 })).map(([i, zone, seconds]) => {
  const change = Temporal.Instant.from(i).toZonedDateTimeISO(zone).getTimeZoneTransition('next')?.epochMilliseconds ?? instantToMs(i);
  return { i: instantFromMs(change + seconds * 1000), zone };
});
const anywhere = fc.oneof(nearChange, fc.record({ i: recent, zone: anyZone }), fc.record({ i: ever, zone: anyZone }));
const temporal = (i: string, zone: string) => Temporal.Instant.from(i).toZonedDateTimeISO(zone);

describe('the local calendar', () => {
  it('has another date than UTC in the evening', () => {
    expect(localDate(instant('2026-01-31T22:00:00Z'), JERUSALEM)).toBe('2026-02-01');
    expect(localDate(instant('2026-02-01T04:59:59.999Z'), NEW_YORK)).toBe('2026-01-31');
  });

  it('starts a day at midnight, or behind the gap where midnight is skipped', () => {
    expect(startOfLocalDay('2026-03-27', JERUSALEM)).toBe('2026-03-26T22:00:00.000Z');
    expect(startOfLocalDay('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z'); // 01:00, clocks went from 00:00 to 01:00
    expect(() => startOfLocalDay('2026-02-29', JERUSALEM)).toThrow(expect.objectContaining({ code: 'date_invalid' }));
  });

  it('tells the weekday and the minute of the day', () => {
    expect(localTime(instant('2026-02-28T22:30:59Z'), JERUSALEM)).toEqual({ weekday: 7, minuteOfDay: 30 });
    expect(localTime(instant('2026-03-02T00:00:00Z'), 'UTC')).toEqual({ weekday: 1, minuteOfDay: 0 });
  });

  it.each([
    ['2026-01-31T10:00:00Z', 1, 'UTC', '2026-02-28T10:00:00.000Z'],
    ['2024-01-31T10:00:00Z', 1, 'UTC', '2024-02-29T10:00:00.000Z'],
    ['2024-02-29T10:00:00Z', 12, 'UTC', '2025-02-28T10:00:00.000Z'],
    ['2025-12-31T10:00:00Z', 2, 'UTC', '2026-02-28T10:00:00.000Z'],
    ['2026-03-31T10:00:00Z', -1, 'UTC', '2026-02-28T10:00:00.000Z'],
    ['2025-12-31T22:30:00Z', 1, JERUSALEM, '2026-01-31T22:30:00.000Z'], // 1 January 00:30 there
    ['2026-02-27T00:30:00Z', 1, JERUSALEM, '2026-03-27T00:30:00.000Z'], // 02:30 is skipped on 27 March: 03:30
    ['2026-02-08T07:30:00Z', 1, NEW_YORK, '2026-03-08T07:30:00.000Z'], // 02:30 is skipped on 8 March: 03:30
    ['2026-10-01T05:30:00Z', 1, NEW_YORK, '2026-11-01T05:30:00.000Z'], // 01:30 comes twice on 1 November: the first
    ['2026-09-24T22:30:00Z', 1, JERUSALEM, '2026-10-24T22:30:00.000Z'], // 01:30 comes twice on 25 October: the first
  ])('%s plus %d months in %s is %s', (from, months, zone, to) => expect(addMonthsClamped(instant(from), months, zone)).toBe(to));

  it('adds calendar days: 23 hours on the day summer time begins', () => {
    expect(addDays(instant('2026-03-26T12:00:00Z'), 1, JERUSALEM)).toBe('2026-03-27T11:00:00.000Z');
    expect(addDays(instant('2026-10-31T12:00:00Z'), 1, NEW_YORK)).toBe('2026-11-01T13:00:00.000Z');
  });

  it('agrees with Temporal everywhere, also around every change of the clocks', () => {
    fc.assert(fc.property(anywhere, fc.integer({ min: -30, max: 30 }), ({ i, zone }, count) => {
      const zdt = temporal(i, zone);
      const date = zdt.toPlainDate();
      expect(localDate(i, zone)).toBe(date.toString());
      expect(localTime(i, zone)).toEqual({ weekday: zdt.dayOfWeek, minuteOfDay: zdt.hour * 60 + zdt.minute });
      expect(instantToMs(startOfLocalDay(date.toString(), zone))).toBe(date.toZonedDateTime(zone).epochMilliseconds);
      expect(instantToMs(addMonthsClamped(i, count, zone))).toBe(zdt.add({ months: count }).epochMilliseconds);
      expect(instantToMs(addDays(i, count, zone))).toBe(zdt.add({ days: count }).epochMilliseconds);
    }), { numRuns: 3000 });
  });

  it('knows only zones of the tz database, in their own spelling', () => {
    for (const zone of ZONES) expect(() => assertZone(zone)).not.toThrow();
    for (const zone of ['asia/jerusalem', '+02:00', 'Mars/Olympus', '', undefined, 5]) {
      expect(() => assertZone(zone)).toThrow(expect.objectContaining({ category: 'validation', code: 'zone_invalid' }));
    }
  });

  it('does not leave the range of instants', () => {
    expect(() => addMonthsClamped(FAR_FUTURE, 1, 'UTC')).toThrow(expect.objectContaining({ code: 'instant_invalid' }));
    expect(() => addMonthsClamped(FAR_FUTURE, 120_000, 'UTC')).toThrow(expect.objectContaining({ code: 'instant_invalid' }));
    expect(() => localDate(FAR_FUTURE, JERUSALEM)).toThrow(expect.objectContaining({ code: 'instant_invalid' }));
    expect(() => addDays(FAR_FUTURE, 0.5, 'UTC')).toThrow(expect.objectContaining({ code: 'amount_invalid' }));
  });
});
