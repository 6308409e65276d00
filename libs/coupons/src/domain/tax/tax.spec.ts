import type { BasketTax } from '@loyalty/contracts';
import { amount, asked, campaign, HALF, line, percent, request } from '../engine/engine.fixture';
import { taxed, withTaxes } from './tax';

const rate = (percentage: number, included: boolean): BasketTax => ({ kind: 'rate', ratePpm: percentage * 10_000, included });
const priced = { amounts: 'asPriced', taxes: 'payableExact' } as const;

describe('tax of what is left', () => {
  it('is contained, or comes on top', () => {
    expect(taxed(6_000, 1, [rate(20, true)], priced)).toEqual({ netMinor: 5_000, taxMinor: 1_000, payableMinor: 6_000 });
    expect(taxed(5_000, 1, [rate(20, false)], priced)).toEqual({ netMinor: 5_000, taxMinor: 1_000, payableMinor: 6_000 });
  });

  it('of several rates: those on top are of the net price', () => {
    expect(taxed(30_000, 3, [rate(35, true), rate(50, false)], priced)).toEqual({ netMinor: 22_222, taxMinor: 18_889, payableMinor: 41_111 });
  });

  it('is rounded beside the net price where the profile says so, unless the price holds it', () => {
    const apart = { amounts: 'gross', taxes: 'netAndTaxRounded' } as const;
    expect(taxed(600, 1, [rate(10, false)], apart)).toEqual({ netMinor: 545, taxMinor: 55, payableMinor: 600 });
    expect(taxed(3_750, 2, [rate(30, false)], apart)).toEqual({ netMinor: 2_885, taxMinor: 866, payableMinor: 3_751 });
    expect(taxed(3_750, 2, [rate(30, true)], apart)).toEqual({ netMinor: 2_885, taxMinor: 865, payableMinor: 3_750 });
  });

  it('for each unit is due in full, however much is taken off', () => {
    const { totals } = asked([campaign('c', percent(HALF))], request([line('a', 1, 10_000, { taxes: [rate(15, false), { kind: 'perUnit', amountMinor: 1_000 }] })]));
    expect(totals).toMatchObject({ netMinor: 5_000, taxMinor: 1_750, payableMinor: 6_750 });
  });
});

describe('promotions on prices with tax', () => {
  const tenOnTop = request([line('a', 1, 1_000, { taxes: [rate(10, false)] })]);

  it('take gross amounts off, to the unit', () => {
    expect(withTaxes(1_000, [rate(10, false)])).toBe(1_100);
    expect(asked([campaign('c', amount(500))], tenOnTop, { profile: { amounts: 'gross' } }).totals.payableMinor).toBe(600);
    expect(asked([campaign('c', amount(500))], tenOnTop).totals.payableMinor).toBe(550);
  });
});
