import type { AmountOff, PresentedCode } from '@loyalty/contracts';
import fc from 'fast-check';
import { amount, asked, campaign, discounts, gave, line, reasons, request } from './engine.fixture';
import { someRequest } from './promotions.fixture';

const personal = (more: Partial<AmountOff> = {}) => campaign('personal', amount(500, { ofCoupon: true, ...more }), { trigger: 'code' });
const presenting = (value?: PresentedCode['value']) => ({ codes: [{ code: 'MINE', campaignId: 'personal', ...(value === undefined ? {} : { value }) }] });
const LINES = [line('tea', 2, 1_000), line('pot', 1, 3_000)];

describe('a coupon\'s own value', () => {
  it('is taken off in place of what its campaign says', () => {
    expect(gave(asked([personal()], request(LINES, presenting({ amountMinor: 1_200, currency: 'EUR' }))))).toEqual({ personal: 1_200 });
  });

  it('is that of the campaign where the code has none, and where no effect leaves it to the coupon', () => {
    expect(gave(asked([personal()], request(LINES, presenting())))).toEqual({ personal: 500 });
    expect(gave(asked([personal({ ofCoupon: false })], request(LINES, presenting({ amountMinor: 1_200, currency: 'EUR' }))))).toEqual({ personal: 500 });
  });

  it('counts for each line or unit where the effect does', () => {
    const worth = presenting({ amountMinor: 700, currency: 'EUR' });
    expect(discounts(asked([personal({ per: 'line' })], request(LINES, worth)))).toEqual({ tea: 700, pot: 700 });
    expect(discounts(asked([personal({ per: 'unit' })], request(LINES, worth)))).toEqual({ tea: 1_400, pot: 700 });
  });

  it('is never converted', () => {
    const { applied, ...rest } = asked([personal()], request(LINES, presenting({ amountMinor: 1_200, currency: 'ILS' })));
    expect([applied, reasons({ applied, ...rest })]).toEqual([[], { personal: 'other_currency' }]);
  });

  it('gives no more than the line, than the order, than it is worth', () => {
    const amountMinor = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000_000_000 }));
    fc.assert(fc.property(someRequest, amountMinor, fc.constantFrom('order' as const, 'line' as const, 'unit' as const), (plain, worth, per) => {
      const { lines, totals } = asked([personal({ per })], { ...plain, ...presenting({ amountMinor: worth, currency: 'EUR' }) });
      for (const told of lines) {
        expect(told.discountMinor >= 0 && told.discountMinor <= told.amountMinor).toBe(true);
        if (per !== 'order') expect(told.discountMinor).toBeLessThanOrEqual(worth * (per === 'unit' ? told.quantity : 1));
      }
      expect(totals.discountMinor).toBeLessThanOrEqual(per === 'order' ? Math.min(worth, totals.itemsMinor) : totals.itemsMinor);
    }), { numRuns: 300 });
  });
});
