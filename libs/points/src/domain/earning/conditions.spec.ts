import type { EarningCondition } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { activity, fixed, gives, line, NEW_MEMBER, order, rule } from './earning.fixture';
import type { Occasion } from './occasion';

/** Whether a bonus with these conditions is given. */
function given(conditions: readonly EarningCondition[], occasion: Occasion, zone = 'UTC'): boolean {
  const on = occasion.kind === 'order' ? ('order' as const) : { activity: occasion.activity };
  return 'bonus' in gives([rule('bonus', fixed(1), { on, conditions })], occasion, NEW_MEMBER, { zone });
}
const at = (text: string) => order([line('a', 100)], { at: instant(text) });

describe('conditions about lines', () => {
  const item = line('a', 100, { sku: 'S1', categories: ['clothes', 'shoes'], brand: 'Acme', onSale: true });
  const one = (condition: EarningCondition, other = item) => given([condition], order([other]));

  it('choose by category, article, brand and sale', () => {
    expect([one({ kind: 'lineCategory', anyOf: ['shoes', 'hats'] }), one({ kind: 'lineCategory', anyOf: ['hats'] })]).toEqual([true, false]);
    expect([one({ kind: 'lineSku', anyOf: ['S1'] }), one({ kind: 'lineSku', anyOf: ['S2'] })]).toEqual([true, false]);
    expect([one({ kind: 'lineBrand', anyOf: ['Acme'] }), one({ kind: 'lineBrand', anyOf: ['Acme'] }, line('a', 100))]).toEqual([true, false]);
    expect([one({ kind: 'lineOnSale', is: true }), one({ kind: 'lineOnSale', is: false })]).toEqual([true, false]);
  });

  it('must all be so of the same line', () => {
    const both: EarningCondition[] = [{ kind: 'lineSku', anyOf: ['S1'] }, { kind: 'lineOnSale', is: false }];
    expect(given(both, order([item, line('b', 100)]))).toBe(false);
  });
});

describe('conditions about the occasion', () => {
  const bought = order([line('a', 1_000)], { channel: 'app', store: 'tlv-1' });

  it('are channel, store and shop', () => {
    expect([given([{ kind: 'channel', anyOf: ['app'] }], bought), given([{ kind: 'channel', anyOf: ['web'] }], bought)]).toEqual([true, false]);
    expect([given([{ kind: 'store', anyOf: ['tlv-1'] }], bought), given([{ kind: 'store', anyOf: ['tlv-1'] }], at('2026-03-10T12:00:00Z'))]).toEqual([true, false]);
    expect([given([{ kind: 'shop', anyOf: ['shop'] }], bought), given([{ kind: 'shop', anyOf: ['other'] }], bought)]).toEqual([true, false]);
    expect(given([{ kind: 'channel', anyOf: ['app'] }], activity('review'))).toBe(false);
    expect(given([{ kind: 'store', anyOf: ['tlv-1'] }], activity('review'))).toBe(false);
  });

  it('are a minimum, reached by as much', () => {
    expect([1_000, 1_001].map((amountMinor) => given([{ kind: 'minimumBase', amountMinor, currency: bought.currency }], bought))).toEqual([true, false]);
  });

  it('are the first purchase, which an activity is not', () => {
    expect(given([{ kind: 'firstPurchase' }], bought)).toBe(true);
    expect(given([{ kind: 'firstPurchase' }], activity('review'))).toBe(false);
  });

  it('are a period whose end is exclusive', () => {
    const period: EarningCondition = { kind: 'period', from: instant('2026-03-10T00:00:00Z'), until: instant('2026-03-11T00:00:00Z') };
    expect(['2026-03-09T23:59:59.999Z', '2026-03-10T00:00:00Z', '2026-03-10T23:59:59.999Z', '2026-03-11T00:00:00Z'].map((text) => given([period], at(text)))).toEqual([false, true, true, false]);
    expect(given([{ kind: 'period' }], bought)).toBe(true);
  });
});

describe('hours', () => {
  const hours = (from: number | undefined, to: number | undefined, weekdays?: number[]): EarningCondition => ({
    kind: 'hours', ...(from === undefined ? {} : { fromMinute: from * 60 }), ...(to === undefined ? {} : { toMinute: to * 60 }), ...(weekdays ? { weekdays } : {}),
  });
  const FRIDAY = 5;

  it('are those of the programme’s zone: 16 to 18 in Jerusalem is 14 to 16 UTC in winter', () => {
    expect(['13:59:59', '14:00:00', '15:59:59', '16:00:00'].map((time) => given([hours(16, 18)], at(`2026-03-10T${time}Z`), 'Asia/Jerusalem'))).toEqual([false, true, true, false]);
  });

  it('follow the clock on the wall when it changes: from 27 March it is 13 to 15 UTC', () => {
    expect(['12:59:59', '13:00:00', '14:59:59', '15:00:00'].map((time) => given([hours(16, 18)], at(`2026-03-27T${time}Z`), 'Asia/Jerusalem'))).toEqual([false, true, true, false]);
  });

  it('that the clock skips are not there, and those that it repeats are there twice', () => {
    // New York, 8 March 2026: 02:00 to 03:00 is skipped; 1 November: 01:00 to 02:00 comes twice.
    expect(['06:59:59', '07:00:00'].map((time) => given([hours(2, 3)], at(`2026-03-08T${time}Z`), 'America/New_York'))).toEqual([false, false]);
    expect(['05:30:00', '06:30:00', '07:00:00'].map((time) => given([hours(1, 2)], at(`2026-11-01T${time}Z`), 'America/New_York'))).toEqual([true, true, false]);
  });

  it('may go over midnight', () => {
    expect(['21:59:59', '22:00:00', '23:59:59'].map((time) => given([hours(22, 2)], at(`2026-03-10T${time}Z`)))).toEqual([false, true, true]);
    expect(['00:00:00', '01:59:59', '02:00:00'].map((time) => given([hours(22, 2)], at(`2026-03-11T${time}Z`)))).toEqual([true, true, false]);
  });

  it('of a weekday over midnight belong to the day on which they begin', () => {
    const night = hours(22, 2, [FRIDAY]);
    expect(['2026-03-13T01:00:00Z', '2026-03-13T23:00:00Z', '2026-03-14T01:00:00Z', '2026-03-14T23:00:00Z'].map((text) => given([night], at(text)))).toEqual([false, true, true, false]);
    expect(given([hours(22, 2, [7])], at('2026-03-16T01:00:00Z'))).toBe(true); // Monday, of Sunday's night
  });

  it('without hours are whole days', () => {
    expect(['2026-03-12T23:59:59Z', '2026-03-13T00:00:00Z', '2026-03-13T23:59:59Z', '2026-03-14T00:00:00Z'].map((text) => given([hours(undefined, undefined, [FRIDAY])], at(text)))).toEqual([false, true, true, false]);
  });
});
