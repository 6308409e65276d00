import { readSample, type Sample } from '../sample';
import { couponCampaigns, type CouponCampaign } from './campaigns-of';
import { commonestDiscount, couponDiscounts } from './coupon-values';
import { householdBaskets } from './household-baskets';
import { pricesIn } from './prices';
import { askedRow } from './redemptions-of';
import { smallYear } from './small-year.fixture';
import { readCoupons, type CouponSource } from './source';

describe('a small year', () => {
  let sample: Sample;
  let source: CouponSource;
  let campaigns: readonly CouponCampaign[];
  beforeAll(() => {
    const { directory, remove } = smallYear();
    sample = readSample(directory);
    source = readCoupons(directory);
    campaigns = couponCampaigns(source.campaigns, source.coupons, couponDiscounts(sample.rows));
    remove();
  });

  const asked = (i: number) => {
    const facts = { segments: source.segments, campaigns: new Map(campaigns.map((one) => [one.campaignId, one])), basketsOf: householdBaskets(sample), prices: pricesIn(sample.rows, sample.products), products: sample.products };
    return askedRow(source.redemptions[i]!, facts);
  };

  it('has campaigns from the midnight of their first day at the shop to that after their last', () => {
    expect(source.campaigns).toEqual([
      { id: '1', type: 'Type A', from: '2017-03-01T05:00:00.000Z', until: '2017-03-13T04:00:00.000Z', sentTo: 2 },
      { id: '2', type: 'Type B', from: '2017-03-12T05:00:00.000Z', until: '2017-03-21T04:00:00.000Z', sentTo: 1 },
    ]);
  });

  it('has a campaign of ours for each coupon and campaign, with its products once', () => {
    expect(campaigns.map(({ campaignId, code, skus, valueKnown }) => [campaignId, code, [...skus], valueKnown])).toEqual([
      ['cj-1-10000000001', '10000000001-C1', ['11', '12'], true],
      ['cj-1-10000000002', '10000000002-C1', ['13'], false],
      ['cj-2-10000000001', '10000000001-C2', ['900000'], false],
    ]);
    expect(campaigns[0]!.campaign).toEqual({
      name: { en: 'Coupon 10000000001 of campaign 1' }, trigger: 'code', phase: 'line', priority: 0, stackClass: 'common',
      schedule: { from: '2017-03-01T05:00:00.000Z', until: '2017-03-13T04:00:00.000Z' }, audience: { segments: ['cj-1'] }, conditions: [],
      effects: [{ kind: 'amountOff', amounts: { USD: 55 }, per: 'unit', target: { over: 'items', items: { skus: ['11', '12'] }, units: { most: 1, take: 'dearest' } } }],
      sharedCodes: ['10000000001-C1'],
    });
  });

  it('tells what coupons took off a unit: the commonest, of equal ones the least, and nothing where it does not say', () => {
    // 1.10 off two units and 0.55 off one are the same.
    const discounts = couponDiscounts(sample.rows);
    expect([['11', '12'], ['11'], ['13']].map((skus) => commonestDiscount(skus, discounts))).toEqual([55, 55, undefined]);
  });

  it('numbers rows that are equal, and sorts by day', () => {
    expect(source.redemptions.map(({ row, date, number }) => [row, date, number])).toEqual([[1, '2017-03-09', 1], [2, '2017-03-09', 2], [3, '2017-03-12', 1], [5, '2017-03-12', 1], [6, '2017-03-12', 1], [4, '2017-03-13', 1]]);
  });

  it('redeems in the basket of that day as it was before coupons', () => {
    expect(asked(0)).toMatchObject({ redemptionId: 'cj-1-10000000001-7-2017-03-09-1', basketKind: 'own' });
    expect(asked(0).body).toEqual({
      redemptionId: 'cj-1-10000000001-7-2017-03-09-1', codes: ['10000000001-C1'], member: { memberId: 'household-7', segments: ['cj-1', 'cj-2'] }, occurredAt: '2017-03-09T17:00:00.000Z',
      basket: {
        currency: 'USD', channel: 'store', store: '300',
        lines: [
          { lineId: '1', sku: '11', quantity: 2, unitPriceMinor: 275, discountMinor: 50, onSale: true, categories: ['GROCERY', 'TEA', 'TEA BAGS'], brand: 'National' },
          { lineId: '2', sku: '13', quantity: 1, unitPriceMinor: 899, onSale: false, categories: ['GROCERY', 'COFFEE', 'COFFEE BEANS'], brand: 'Private' },
        ],
      },
    });
  });

  it('else with one unit at its price, or at that of its kind where it was never sold; noon is noon when the clocks change', () => {
    expect(asked(2)).toMatchObject({ basketKind: 'unit', body: { occurredAt: '2017-03-12T16:00:00.000Z', basket: { lines: [{ sku: '13', quantity: 1, unitPriceMinor: 899 }] } } });
    expect(asked(4)).toMatchObject({ basketKind: 'unitOfKind', body: { basket: { lines: [{ sku: '900000', unitPriceMinor: 899 }] } } });
    expect(asked(5)).toMatchObject({ basketKind: 'unit', body: { basket: { lines: [{ sku: '11', unitPriceMinor: 240 }] } } });
  });
});
