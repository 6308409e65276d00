import type { BuyGet, CampaignEffect } from '@loyalty/contracts';
import { asked, campaign, discounts, EUR, gave, HALF, line, reasons, request } from '../engine/engine.fixture';

const buyGet = (buy: number, get: number, more: Partial<BuyGet> = {}): BuyGet => ({ kind: 'buyGet', ppm: 1_000_000, take: 'cheapest', buy: { items: {}, quantity: buy }, get: { items: {}, quantity: get }, ...more });
const free = (effect: CampaignEffect, quantity: number) => asked([campaign('c', effect)], request([line('a', quantity, 1_000)])).totals.discountMinor / 1_000;

describe('buying and getting', () => {
  it('gives one for every two bought, as complete groups', () => {
    expect([2, 3, 5, 6].map((quantity) => free(buyGet(2, 1), quantity))).toEqual([0, 1, 1, 2]);
  });

  it('gives what exceeds the bought ones in the last group where it may be incomplete', () => {
    expect([3, 4, 6].map((quantity) => [free(buyGet(1, 5), quantity), free(buyGet(1, 5, { incomplete: true }), quantity)])).toEqual([[0, 2], [0, 3], [5, 5]]);
  });

  it('gives the cheapest, and buys the dearest', () => {
    expect(discounts(asked([campaign('c', buyGet(2, 2))], request([line('a', 1, 500), line('b', 1, 500), line('c', 2, 1_000)])))).toEqual({ a: 500, b: 500 });
  });

  it('gives other goods at half price, as many as there are', () => {
    const effect = buyGet(1, 1, { ppm: HALF, buy: { items: { skus: ['drawer'] }, quantity: 1 }, get: { items: { skus: ['table'] }, quantity: 1 } });
    expect(discounts(asked([campaign('c', effect)], request([line('drawer', 3, 25), line('table', 1, 4_000)])))).toEqual({ table: 2_000 });
  });

  it('keeps bought and got apart where both may be of the same goods', () => {
    const effect = buyGet(2, 1, { get: { items: { skus: ['b'] }, quantity: 1 } });
    expect(discounts(asked([campaign('c', effect)], request([line('a', 1, 100), line('b', 3, 900)])))).toEqual({ b: 900 });
    expect(discounts(asked([campaign('c', effect)], request([line('b', 6, 900)])))).toEqual({ b: 1_800 });
  });

  it('takes units once, whatever other offer comes', () => {
    const campaigns = [campaign('big', buyGet(50, 1_000, { mostApplications: 1 }), { priority: 1 }), campaign('small', buyGet(10, 20, { mostApplications: 1 }))];
    expect(gave(asked(campaigns, request([line('tee', 1_080, 250)])))).toEqual({ big: 250_000, small: 5_000 });
  });

  it('stops after so many times or units, and stays within a line where it is to', () => {
    expect([free(buyGet(1, 1, { mostApplications: 2 }), 10), free(buyGet(1, 1, { mostUnits: 3 }), 10)]).toEqual([2, 3]);
    expect(discounts(asked([campaign('c', buyGet(2, 1, { sameLine: true }))], request([line('a', 3, 100), line('b', 2, 50)])))).toEqual({ a: 100 });
  });

  it('lets a bought unit be the one that is got only where it says so', () => {
    expect([free(buyGet(3, 1), 3), free(buyGet(3, 1, { overlap: true }), 3)]).toEqual([0, 1]);
  });

  it('says how many units are missing', () => {
    expect(asked([campaign('c', buyGet(3, 1))], request([line('a', 1, 100)])).refused).toMatchObject([{ reason: 'quantity_too_low', facts: { needed: 3, missing: 2 } }]);
  });
});

describe('a bundle', () => {
  const three = (price: number, more: object = {}): CampaignEffect => ({ kind: 'bundlePrice', quantity: 3, amounts: EUR(price), target: { over: 'items' }, ...more });
  const of = (effect: CampaignEffect, ...quantities: number[]) => quantities.map((quantity) => asked([campaign('c', effect)], request([line('a', quantity, 800)])).totals.discountMinor);

  it('has one price for every three, and leaves the others', () => {
    expect(of(three(2_000), 2, 3, 4, 6, 7)).toEqual([0, 400, 400, 800, 800]);
    expect(of(three(2_000, { mostApplications: 1 }), 6)).toEqual([400]);
  });

  it('is formed of the dearest, and never dearer than before', () => {
    expect(discounts(asked([campaign('c', three(2_000))], request([line('cheap', 2, 100), line('dear', 2, 1_000), line('mid', 1, 900)])))).toEqual({ dear: 621, mid: 279 });
    expect(of(three(2_401), 3)).toEqual([0]);
  });
});

describe('a gift', () => {
  const gift: CampaignEffect = { kind: 'gift', sku: 'cup', quantity: 1, per: { items: { skus: ['tea'] }, quantity: 2 }, value: EUR(400) };

  it('follows what is bought, and is not discounted or counted', () => {
    const { gifts, totals } = asked([campaign('c', gift)], request([line('tea', 5, 1_000)]));
    expect(gifts).toEqual([{ campaignId: 'c', sku: 'cup', quantity: 2, unitValueMinor: 400 }]);
    expect(totals).toMatchObject({ itemsMinor: 5_000, discountMinor: 0 });
  });

  it('that is out of stock is left out, and the rest of the campaign goes on', () => {
    const both = campaign('c', [gift, { kind: 'percentOff', ppm: HALF, target: { over: 'items' } }]);
    const { gifts, totals, refused } = asked([both], request([line('tea', 2, 1_000)], { stock: { cup: 0 } }));
    expect([gifts, totals.discountMinor, refused]).toEqual([[], 1_000, []]);
    for (const sku of ['cup', 'constructor']) expect(reasons(asked([campaign('c', { ...gift, sku } as CampaignEffect)], request([line('tea', 2, 1_000)], { stock: {} })))).toEqual({ c: 'out_of_stock' });
  });
});

describe('what is no discount', () => {
  it('are points and coupons', () => {
    const told = asked([
      campaign('bonus', { kind: 'pointsBonus', wallet: 'beans', points: 50 }),
      campaign('double', { kind: 'pointsMultiplier', wallet: 'beans', factorPpm: 2_000_000, items: { skus: ['tea'] } }),
      campaign('next', { kind: 'issueCoupon', campaignId: 'welcome-back', quantity: 1 }),
    ], request([line('tea', 1, 1_000), line('pot', 1, 3_000)]));
    expect(told.points).toEqual([{ campaignId: 'bonus', wallet: 'beans', points: 50 }, { campaignId: 'double', wallet: 'beans', factorPpm: 2_000_000, lineIds: ['tea'] }]);
    expect(told.coupons).toEqual([{ campaignId: 'next', couponOf: 'welcome-back', quantity: 1 }]);
    expect(told.totals.discountMinor).toBe(0);
  });
});
