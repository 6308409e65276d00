import { amount, asked, campaign, discounts, EUR, freeShipping, gave, HALF, line, percent, reasons, request } from '../engine/engine.fixture';

const tea = line('tea', 2, 1_000, { categories: ['drinks'] });
const pot = line('pot', 1, 3_000, { onSale: true, brand: 'Acme' });

describe('a percentage', () => {
  it('is rounded half up once on the total and spread by largest remainder', () => {
    // 15 % of 10.01 is 1.5015; 0.333 and 0.667 of a cent stand against each other, the larger claim gets the cent.
    expect(discounts(asked([campaign('c', percent(150_000))], request([line('a', 1, 333), line('b', 1, 668)])))).toEqual({ a: 50, b: 100 });
    expect(asked([campaign('c', percent(100_000))], request([line('a', 1, 5)])).totals.discountMinor).toBe(1);
  });

  it('is of what is left, or of the first price where the campaign says so', () => {
    const twice = (base: 'remaining' | 'initial') => gave(asked([campaign('a', percent(HALF), { priority: 1 }), campaign('b', percent(HALF), { base })], request([tea])));
    expect([twice('remaining'), twice('initial')]).toEqual([{ a: 1_000, b: 500 }, { a: 1_000, b: 1_000 }]);
  });

  it('stops at its cap, and has none in a currency without one', () => {
    expect(gave(asked([campaign('c', percent(HALF, { cap: EUR(700) }))], request([tea])))).toEqual({ c: 700 });
    expect(reasons(asked([campaign('c', percent(HALF, { cap: { USD: 700 } }))], request([tea])))).toEqual({ c: 'other_currency' });
  });

  it('works on the goods that it selects', () => {
    const on = (items: object) => discounts(asked([campaign('c', percent(HALF, { target: { over: 'items', items } }))], request([tea, pot])));
    expect([on({ skus: ['tea'] }), on({ categories: ['drinks'] }), on({ brands: ['Acme'] }), on({ onSale: true }), on({ except: { skus: ['tea'] } })]).toEqual([{ tea: 1_000 }, { tea: 1_000 }, { pot: 1_500 }, { pot: 1_500 }, { pot: 1_500 }]);
    expect([on({ unitPrice: { from: EUR(1_001) } }), on({ unitPrice: { to: EUR(1_000) } }), on({ unitPrice: { from: { USD: 1 } } })]).toEqual([{ pot: 1_500 }, { tea: 1_000 }, {}]);
  });

  it('works on a limited number of units, the dearest first unless it says otherwise', () => {
    const of = (units: object) => discounts(asked([campaign('c', percent(HALF, { target: { over: 'items', units } }))], request([tea, pot])));
    expect([of({ most: 1 }), of({ most: 2 }), of({ most: 1, take: 'cheapest' }), of({ mostPerLine: 1 }), of({ multipleOf: 2 })]).toEqual([{ pot: 1_500 }, { pot: 1_500, tea: 500 }, { tea: 500 }, { pot: 1_500, tea: 500 }, { pot: 1_500, tea: 500 }]);
  });
});

describe('an amount', () => {
  it('is taken off once, off each line or off each unit', () => {
    const off = (per: 'order' | 'line' | 'unit') => discounts(asked([campaign('c', amount(200, { per }))], request([tea, pot])));
    expect([off('order'), off('line'), off('unit')]).toEqual([{ tea: 80, pot: 120 }, { tea: 200, pot: 200 }, { tea: 400, pot: 200 }]);
  });

  it('is taken off each complete group of units', () => {
    const of = (quantity: number) => asked([campaign('c', amount(100, { per: 'group', target: { over: 'items', units: { multipleOf: 3 } } }))], request([line('a', quantity, 1_000)])).totals.discountMinor;
    expect([2, 3, 7].map(of)).toEqual([0, 100, 200]);
  });

  it('fills line after line where it is not to be shared out', () => {
    expect(discounts(asked([campaign('c', amount(2_500, { spread: 'inOrder' }))], request([tea, pot])))).toEqual({ tea: 2_000, pot: 500 });
  });

  it('goes by units instead of prices where it is to', () => {
    const told = asked([campaign('c', amount(900, { byQuantity: true }))], request([line('a', 2, 5_000), line('b', 1, 100)]));
    expect(discounts(told)).toEqual({ a: 800, b: 100 });
    expect(discounts(asked([campaign('c', amount(90, { byQuantity: true }))], request([line('a', 2, 5_000), line('b', 1, 100)])))).toEqual({ a: 60, b: 30 });
  });

  it('never takes more than there is, leaves shipping alone, and may take both together', () => {
    const { totals } = asked([campaign('c', amount(9_999))], request([tea], { shippingMinor: 500 }));
    expect(totals).toMatchObject({ itemDiscountMinor: 2_000, shippingDiscountMinor: 0, payableMinor: 500 });
    expect(asked([campaign('c', amount(1_250, { target: { over: 'all' } }))], request([tea], { shippingMinor: 500 })).totals).toMatchObject({ itemDiscountMinor: 1_000, shippingDiscountMinor: 250 });
  });

  it('of another currency is nothing', () => {
    expect(reasons(asked([campaign('c', { kind: 'amountOff', amounts: { USD: 5 }, per: 'order', target: { over: 'items' } })], request([tea])))).toEqual({ c: 'other_currency' });
  });

  it('takes at most what is left after what is given in return', () => {
    expect(asked([campaign('c', percent(HALF))], request([line('a', 1, 1_000), line('old', 1, -800)])).totals).toMatchObject({ discountMinor: 200, payableMinor: 0 });
  });
});

describe('a floor', () => {
  it('is kept, and what it refuses goes to lines that have room', () => {
    const lines = [line('tee', 1, 5_000, { floorUnitPriceMinor: 4_500 }), line('mug', 1, 2_000)];
    expect(discounts(asked([campaign('c', amount(2_000))], request(lines)))).toEqual({ tee: 500, mug: 1_500 });
    expect(discounts(asked([campaign('c', amount(9_000))], request(lines)))).toEqual({ tee: 500, mug: 2_000 });
  });
});

describe('a fixed price', () => {
  it('is the price of each unit, and never raises it', () => {
    expect(discounts(asked([campaign('c', { kind: 'fixedPrice', amounts: EUR(1_500), target: { over: 'items' } })], request([tea, pot])))).toEqual({ pot: 1_500 });
  });

  it('may be that of shipping', () => {
    expect(asked([campaign('c', { kind: 'fixedPrice', amounts: EUR(100), target: { over: 'shipping' } })], request([tea], { shippingMinor: 490 })).totals.shippingDiscountMinor).toBe(390);
    expect(asked([campaign('c', freeShipping)], request([tea], { shippingMinor: 490 })).totals.shippingDiscountMinor).toBe(490);
  });
});

describe('an amount off the first and each further unit', () => {
  it('counts units up to its limit', () => {
    const of = (mostUnits?: number) => asked([campaign('c', { kind: 'firstAndNext', first: EUR(500), next: EUR(100), target: { over: 'items' }, ...(mostUnits ? { mostUnits } : {}) })], request([line('a', 10, 1_000)])).totals.discountMinor;
    expect([of(), of(3)]).toEqual([1_400, 700]);
  });
});

describe('steps', () => {
  const byAmount = (quantity: number) => asked([campaign('c', { kind: 'steppedPercent', by: 'amount', currency: 'EUR', steps: [{ from: 2_000, value: 100_000 }, { from: 5_000, value: 200_000 }], target: { over: 'items' } })], request([line('a', quantity, 1_000)]));

  it('include their bounds, and below the first one say what is missing', () => {
    expect([2, 4, 5].map((quantity) => byAmount(quantity).totals.discountMinor)).toEqual([200, 400, 1_000]);
    expect(byAmount(1).refused).toMatchObject([{ reason: 'amount_too_low', facts: { needed: 2_000, missing: 1_000 } }]);
  });

  it('may be measured by other goods than those that are discounted', () => {
    const onShipping = (quantity: number) => asked([campaign('c', { kind: 'steppedPercent', by: 'amount', currency: 'EUR', steps: [{ from: 3_000, value: HALF }], target: { over: 'shipping' }, measured: { skus: ['a'] } })], request([line('a', quantity, 1_000), line('b', 9, 1_000)], { shippingMinor: 490 })).totals;
    expect([onShipping(2), onShipping(3)]).toMatchObject([{ shippingDiscountMinor: 0 }, { shippingDiscountMinor: 245, itemDiscountMinor: 0 }]);
  });

  it('may be counted in units, and give amounts', () => {
    const of = (quantity: number) => asked([campaign('c', { kind: 'steppedAmount', by: 'quantity', currency: 'EUR', steps: [{ from: 3, value: 250 }], target: { over: 'items' } })], request([line('a', quantity, 1_000)])).totals.discountMinor;
    expect([2, 3].map(of)).toEqual([0, 250]);
  });
});
