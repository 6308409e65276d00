import type { CampaignCondition, EvaluationRequest } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { amount, asked, campaign, EUR, HALF, line, percent, reasons, request } from '../engine/engine.fixture';

const tea = line('tea', 2, 1_000, { categories: ['drinks'] });
const pot = line('pot', 1, 3_000);
const outcome = (condition: CampaignCondition, of: EvaluationRequest = request([tea, pot])) => reasons(asked([campaign('c', amount(1), { conditions: [condition] })], of))['c'] ?? 'applied';

describe('amounts', () => {
  const least = (amountMinor: number, basis: object = {}): CampaignCondition => ({ kind: 'minimumAmount', amounts: EUR(amountMinor), basis: { of: 'remaining', ...basis } });

  it('are reached by as much, and tell what is missing', () => {
    expect([outcome(least(5_000)), outcome(least(5_001))]).toEqual(['applied', 'amount_too_low']);
    expect(asked([campaign('c', amount(1), { conditions: [least(6_200)] })], request([tea, pot])).refused).toMatchObject([{ facts: { needed: 6_200, missing: 1_200, currency: 'EUR' } }]);
  });

  it('are of some goods, with shipping, or net of tax', () => {
    expect([outcome(least(2_001, { items: { skus: ['tea'] } })), outcome(least(2_000, { items: { categories: ['drinks'] } }))]).toEqual(['amount_too_low', 'applied']);
    expect([outcome(least(5_400, { shipping: 'with' }), request([tea, pot], { shippingMinor: 400 })), outcome(least(5_400), request([tea, pot], { shippingMinor: 400 }))]).toEqual(['applied', 'amount_too_low']);
    const taxed = request([line('a', 1, 1_200, { taxes: [{ kind: 'rate', ratePpm: 200_000, included: true }] })]);
    expect([outcome(least(1_000, { tax: 'without' }), taxed), outcome(least(1_001, { tax: 'without' }), taxed)]).toEqual(['applied', 'amount_too_low']);
  });

  it('are measured before or after the promotions before', () => {
    const after = (of: 'initial' | 'remaining') => reasons(asked([campaign('half', percent(HALF), { priority: 1 }), campaign('c', amount(1), { conditions: [{ kind: 'minimumAmount', amounts: EUR(4_000), basis: { of } }] })], request([tea, pot])));
    expect([after('initial'), after('remaining')]).toEqual([{}, { c: 'amount_too_low' }]);
  });

  it('have an upper bound as well, and none in another currency', () => {
    const most = (amountMinor: number): CampaignCondition => ({ kind: 'maximumAmount', amounts: EUR(amountMinor), basis: { of: 'initial' } });
    expect([outcome(most(5_000)), outcome(most(4_999))]).toEqual(['applied', 'amount_too_high']);
    expect(outcome({ kind: 'minimumAmount', amounts: { USD: 1 }, basis: { of: 'initial' } })).toBe('other_currency');
  });
});

describe('quantities', () => {
  it('are counted over lines', () => {
    const units = (quantity: number, items = {}): CampaignCondition => ({ kind: 'minimumQuantity', items, quantity });
    expect([outcome(units(3)), outcome(units(4)), outcome(units(1, { skus: ['cup'] }))]).toEqual(['applied', 'quantity_too_low', 'quantity_too_low']);
  });
});

describe('the member', () => {
  const of = (member: EvaluationRequest['member']): EvaluationRequest => request([tea, pot], member === undefined ? {} : { member });

  it('makes the n-th order', () => {
    const third: CampaignCondition = { kind: 'nthOrder', nth: 3 };
    expect([outcome(third, of({ memberId: 'm', orders: 2 })), outcome(third, of({ memberId: 'm', orders: 3 })), outcome(third)]).toEqual(['applied', 'other_order', 'members_only']);
  });

  it('has attributes', () => {
    const born: CampaignCondition = { kind: 'memberAttribute', attribute: 'born', from: 1990, to: 1999 };
    const city: CampaignCondition = { kind: 'memberAttribute', attribute: 'city', anyOf: ['Haifa'] };
    const anna = of({ memberId: 'm', orders: 0, attributes: { born: 1990, city: 'Haifa' } });
    expect([outcome(born, anna), outcome(city, anna), outcome(born, of({ memberId: 'm', orders: 0 })), outcome({ ...city, anyOf: ['Eilat'] }, anna)]).toEqual(['applied', 'applied', 'attribute_differs', 'attribute_differs']);
  });
});

describe('methods', () => {
  it('of shipping and payment are those that the basket tells', () => {
    const by = (anyOf: string[]): CampaignCondition => ({ kind: 'shippingMethod', anyOf });
    expect([outcome(by(['parcel']), request([tea], { shippingMinor: 1 })), outcome(by(['pickup']), request([tea], { shippingMinor: 1 }))]).toEqual(['applied', 'other_shipping_method']);
    const card: CampaignCondition = { kind: 'paymentMethod', anyOf: ['card'] };
    const paid = (paymentMethod: string): EvaluationRequest => ({ ...request([tea]), basket: { currency: 'EUR', lines: [tea], paymentMethod } });
    expect([outcome(card, paid('card')), outcome(card, paid('cash')), outcome(card)]).toEqual(['applied', 'other_payment_method', 'other_payment_method']);
  });
});

describe('hours', () => {
  const at = (condition: CampaignCondition, text: string) => outcome(condition, request([tea], { at: instant(text) }));

  it('are those of a zone, and half open', () => {
    const happy: CampaignCondition = { kind: 'hours', zone: 'Asia/Jerusalem', fromMinute: 16 * 60, toMinute: 18 * 60 };
    expect(['13:59:59', '14:00:00', '15:59:59', '16:00:00'].map((time) => at(happy, `2026-03-10T${time}Z`))).toEqual(['not_at_this_hour', 'applied', 'applied', 'not_at_this_hour']);
  });

  it('over midnight belong to the day on which they begin', () => {
    const friday: CampaignCondition = { kind: 'hours', zone: 'UTC', weekdays: [5], fromMinute: 22 * 60, toMinute: 2 * 60 };
    expect(['2026-03-13T01:00:00Z', '2026-03-13T23:00:00Z', '2026-03-14T01:00:00Z'].map((text) => at(friday, text))).toEqual(['not_at_this_hour', 'applied', 'applied']);
  });
});
