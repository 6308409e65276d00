import type { ExpiryPolicy } from '@loyalty/contracts';
import { addMonthsClamped, instant, instantFromMs, instantToMs, plusMs, roundUpTo } from '@loyalty/kernel';
import fc from 'fast-check';
import { expiryOf } from './expiry';

const lapses = (policy: ExpiryPolicy, earned: string, zone = 'UTC') => expiryOf(policy, instant(earned), zone);

describe('an expiry policy', () => {
  it('may let points never lapse', () => {
    expect(lapses({ kind: 'none' }, '2026-01-31T10:00:00Z')).toBeUndefined();
  });

  describe('that rolls', () => {
    const months = (count: number, roundUpTo?: 'month' | 'quarter' | 'year'): ExpiryPolicy => ({ kind: 'rolling', months: count, ...(roundUpTo ? { roundUpTo } : {}) });

    it('counts months from earning: 31 January and one month is the last day of February', () => {
      expect(lapses(months(1), '2026-01-31T10:00:00Z')).toBe('2026-02-28T10:00:00.000Z');
      expect(lapses(months(1), '2028-01-31T10:00:00Z')).toBe('2028-02-29T10:00:00.000Z');
      expect(lapses(months(12), '2028-02-29T10:00:00Z')).toBe('2029-02-28T10:00:00.000Z');
    });

    it('rounds up to the end of the month, the quarter or the year in the zone of the wallet', () => {
      expect(lapses(months(12, 'month'), '2026-07-06T10:00:00Z')).toBe('2027-08-01T00:00:00.000Z');
      expect(lapses(months(1, 'quarter'), '2026-01-31T10:00:00Z', 'Asia/Jerusalem')).toBe('2026-03-31T21:00:00.000Z');
      expect(lapses(months(1, 'year'), '2026-01-31T10:00:00Z', 'America/New_York')).toBe('2027-01-01T05:00:00.000Z');
    });

    it('stays where it falls on the end of the month already', () => {
      expect(lapses(months(1, 'month'), '2026-02-01T00:00:00Z')).toBe('2026-03-01T00:00:00.000Z');
      expect(lapses(months(1, 'month'), '2026-02-01T00:00:00.001Z')).toBe('2026-04-01T00:00:00.000Z');
    });
  });

  describe('with fixed days', () => {
    const days = (...of: string[]): ExpiryPolicy => ({ kind: 'fixed', days: of });

    it('lets points lapse when the next of them begins in the zone of the wallet', () => {
      expect(lapses(days('12-31', '06-30'), '2026-03-10T12:00:00Z', 'Asia/Jerusalem')).toBe('2026-06-29T21:00:00.000Z');
      expect(lapses(days('12-31', '06-30'), '2026-06-29T21:00:00Z', 'Asia/Jerusalem')).toBe('2026-12-30T22:00:00.000Z');
      expect(lapses(days('01-01'), '2026-12-31T23:59:59.999Z')).toBe('2027-01-01T00:00:00.000Z');
    });

    it('takes 29 February of a common year as 1 March', () => {
      expect(lapses(days('02-29'), '2026-01-10T12:00:00Z')).toBe('2026-03-01T00:00:00.000Z');
      expect(lapses(days('02-29'), '2027-03-01T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z');
    });
  });

  describe('that slides', () => {
    const sliding = (months: number): ExpiryPolicy => ({ kind: 'sliding', months });

    it('lets points lapse at the end of the day, so many months after', () => {
      expect(lapses(sliding(1), '2026-01-31T10:00:00Z')).toBe('2026-03-01T00:00:00.000Z');
      expect(lapses(sliding(12), '2026-03-10T22:30:00Z', 'Asia/Jerusalem')).toBe('2027-03-11T22:00:00.000Z');
    });

    it('knows days of 23 hours and days without midnight', () => {
      expect(lapses(sliding(1), '2026-02-27T10:00:00Z', 'Asia/Jerusalem')).toBe('2026-03-27T21:00:00.000Z');
      expect(lapses(sliding(1), '2026-08-05T16:00:00Z', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z'); // 6 September begins at 01:00
    });
  });

  it('always lets points live for a while', () => {
    const policies: ExpiryPolicy[] = [{ kind: 'rolling', months: 1 }, { kind: 'rolling', months: 1, roundUpTo: 'quarter' }, { kind: 'fixed', days: ['02-29', '10-25'] }, { kind: 'sliding', months: 1 }];
    fc.assert(fc.property(fc.constantFrom(...policies), fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), fc.constantFrom('UTC', 'Asia/Jerusalem', 'Pacific/Apia', 'America/Santiago'), (policy, earned, zone) => {
      const earnedAt = instant(earned.toISOString());
      expect(expiryOf(policy, earnedAt, zone)! > earnedAt).toBe(true);
    }), { numRuns: Number(process.env.FC_RUNS ?? 200) });
  });
});

describe('a rounded expiry', () => {
  it('is the same whether or not points of the same minute were asked about before', () => {
    const zones = ['UTC', 'Asia/Jerusalem', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'] as const;
    const periods = ['month', 'quarter', 'year'] as const;
    const minutes = fc.integer({ min: instantToMs(instant('1969-01-01T00:00:00Z')) / 60_000, max: instantToMs(instant('2060-01-01T00:00:00Z')) / 60_000 });
    // Around the ends of months, where a boundary lies within or beside the minute.
    const nearMonthEnds = fc.tuple(fc.integer({ min: 1969, max: 2060 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: -900, max: 900 })).map(([year, month, off]) => Date.UTC(year, month, 1) / 60_000 + off);
    fc.assert(fc.property(fc.oneof(minutes, nearMonthEnds), fc.constantFrom(...zones), fc.constantFrom(...periods), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 59_999 }),
      (minute, zone, roundUpToPeriod, months, withinMs) => {
        const first = instantFromMs(minute * 60_000);
        const rolling = { kind: 'rolling', months, roundUpTo: roundUpToPeriod } as const;
        for (const at of [plusMs(first, 1), plusMs(first, withinMs), first, plusMs(first, 59_999)]) {
          expect(expiryOf(rolling, at, zone)).toBe(roundUpTo(addMonthsClamped(at, months, zone), roundUpToPeriod, zone));
        }
      }), { numRuns: 400 });
  });
});
