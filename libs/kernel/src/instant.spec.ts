import fc from 'fast-check';
import { earlierOf, FAR_FUTURE, instant, instantFromMs, instantToMs, laterOf, plusMs } from './index';

const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const anyMs = fc.oneof(fc.integer({ min: FIRST, max: instantToMs(FAR_FUTURE) }), fc.integer({ min: 1_600_000_000_000, max: 1_600_000_010_000 }));
const refused = expect.objectContaining({ category: 'validation', code: 'instant_invalid' });

describe('an instant', () => {
  it.each([
    ['2026-03-01T12:30:45.678Z', '2026-03-01T12:30:45.678Z'],
    ['2026-03-01T12:30:45Z', '2026-03-01T12:30:45.000Z'],
    ['2026-03-01t12:30:45.5z', '2026-03-01T12:30:45.500Z'],
    ['2026-03-01T12:30:45.678999999Z', '2026-03-01T12:30:45.678Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['2026-03-01T01:30:00.1239+02:00', '2026-02-28T23:30:00.123Z'],
    ['2026-03-01T12:00:00-00:00', '2026-03-01T12:00:00.000Z'],
    ['2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    ['0000-12-31T23:00:00-05:00', '0001-01-01T04:00:00.000Z'],
    ['0050-06-01T00:00:00+01:00', '0050-05-31T23:00:00.000Z'],
  ])('reads %s as %s', (text, normal) => {
    expect(instant(text)).toBe(normal);
  });

  it.each([
    '2026-02-29T00:00:00.000Z', '1900-02-29T00:00:00.000Z', '2026-04-31T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-00-10T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z', '2026-01-01T24:00:00.000Z', '2026-01-01T23:60:00.000Z', '2016-12-31T23:59:60.000Z', '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00.000', '2026-01-01 00:00:00Z', '2026-01-01', '2026-01-01T00:00:00.Z', '2026-01-01T00:00:00.1234567890Z',
    '2026-01-01T00:00:00+24:00', '2026-01-01T00:00:00+02:60', '2026-01-01T00:00:00+0200', '0000-01-01T00:00:00.000Z',
    '0001-01-01T00:00:00+01:00', '9999-12-31T23:00:00-05:00', '+012026-01-01T00:00:00Z', ' 2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z\n', '',
  ])('refuses %j', (text) => {
    expect(() => instant(text)).toThrow(refused);
  });

  it('refuses what is no text', () => {
    for (const value of [undefined, null, 5, new Date(0)]) expect(() => instant(value as unknown as string)).toThrow(refused);
  });

  it('has 24 characters and agrees with Temporal', () => {
    fc.assert(fc.property(anyMs, (ms) => {
      const text = instantFromMs(ms);
      expect(text).toBe(Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'millisecond' }));
      expect(text).toHaveLength(24);
      expect(instant(text)).toBe(text);
      expect(instantToMs(text)).toBe(ms);
    }));
  });

  it('reads any offset and fraction as Temporal does, cut to the millisecond', () => {
    const parts = fc.record({ ms: anyMs, minutes: fc.integer({ min: -1439, max: 1439 }), nanos: fc.stringMatching(/^\d{0,6}$/) });
    fc.assert(fc.property(parts, ({ ms, minutes, nanos }) => {
      const sign = minutes < 0 ? '-' : '+';
      const offset = `${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
      const text = `${instantFromMs(ms).slice(0, 23)}${nanos}${sign}${offset}`;
      const expected = Temporal.Instant.from(text).epochMilliseconds;
      if (expected < FIRST || expected > instantToMs(FAR_FUTURE)) expect(() => instant(text)).toThrow(refused);
      else expect(instantToMs(instant(text))).toBe(expected);
    }));
  });

  it('is ordered as text the way it is ordered in time', () => {
    fc.assert(fc.property(anyMs, anyMs, (a, b) => {
      const [x, y] = [instantFromMs(a), instantFromMs(b)];
      expect(x < y).toBe(a < b);
      expect(laterOf(x, y)).toBe(instantFromMs(Math.max(a, b)));
      expect(earlierOf(x, y)).toBe(instantFromMs(Math.min(a, b)));
    }));
  });

  it('moves by milliseconds and not past its range', () => {
    expect(plusMs(instant('2026-01-01T00:00:00Z'), -1)).toBe('2025-12-31T23:59:59.999Z');
    expect(() => plusMs(FAR_FUTURE, 1)).toThrow(refused);
    for (const ms of [NaN, 0.5, Infinity, FIRST - 1]) expect(() => instantFromMs(ms)).toThrow(refused);
  });
});
