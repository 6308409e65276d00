import type { CampaignDto, IssuingRuleDto } from '@loyalty/contracts';
import { fact, order, Shop } from './shop.fixture';

const CAMPAIGN: CampaignDto = {
  name: { en: 'A coupon of your own' }, trigger: 'code', phase: 'order', priority: 1, stackClass: 'common', schedule: {}, conditions: [],
  effects: [{ kind: 'amountOff', amounts: { ILS: 500 }, per: 'order', target: { over: 'items' }, ofCoupon: true }],
};
const THANKS: CampaignDto = { ...CAMPAIGN, name: { en: 'Thanks' }, phase: 'payment', effects: [{ kind: 'issueCoupon', campaignId: 'personal', quantity: 1 }], sharedCodes: ['THANKS'] };
const BASKET = { currency: 'ILS', channel: 'web', lines: [{ lineId: '1', sku: 'tea', quantity: 3, unitPriceMinor: 2_400 }] };

describe('personal coupons in the whole house', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    for (const [id, body] of [['personal', CAMPAIGN], ['thanks', THANKS]] as const) {
      await shop.ask('PUT', `/v1/coupons/campaigns/${id}`, { body });
      await shop.ask('POST', `/v1/coupons/campaigns/${id}/publish`);
    }
    const { body: { batchId } } = await shop.ask('POST', '/v1/coupons/batches', { body: { campaignId: 'personal', kind: 'generated', size: 1_000 } });
    const rule: IssuingRuleDto = { batchId, when: { kind: 'nthOrder', nth: 2 }, days: 14, value: { amountMinor: 1_700, currency: 'ILS' } };
    expect((await shop.ask('PUT', '/v1/coupons/issuing-rules/second', { body: rule })).body).toEqual({ ruleId: 'second', status: 'active' });
  });
  afterAll(() => shop.close());

  const paid = async (orderId: string, memberId: string) => {
    await shop.tell(fact(`${orderId}-paid`, 'order.paid', { order: order(orderId, memberId, {}) }));
    await shop.settled();
  };
  /** The codes that a member was given, as the log tells. */
  const codesOf = async (memberId: string): Promise<string[]> => {
    const { events } = await shop.service.log.readAll({ after: 0, limit: 10_000 });
    return events.filter(({ type, data }) => type === 'coupon.issued.v1' && (data as { memberId: string }).memberId === memberId).map(({ data }) => (data as { code: string }).code);
  };
  const quoted = async (memberId: string, code: string) => (await shop.ask('POST', '/v1/coupons/quotes', { body: { basket: BASKET, member: { memberId }, codes: [code] } })).body;

  it('come with the second order, and are worth to their member what the rule says', async () => {
    await paid('P-1', 'anna');
    expect(await codesOf('anna')).toEqual([]);
    await paid('P-2', 'anna');
    await paid('P-3', 'anna');
    const codes = await codesOf('anna');
    expect(codes.length).toBe(1);
    expect(await quoted('anna', codes[0]!)).toMatchObject({ totals: { discountMinor: 1_700 } });
    expect(await quoted('ben', codes[0]!)).toMatchObject({ totals: { discountMinor: 0 }, refused: [{ reason: 'code_not_valid', facts: {} }] });
  });

  it('come with a redemption, and go with it', async () => {
    const { body: redeemed } = await shop.ask('POST', '/v1/coupons/redemptions/redeem', { body: { basket: BASKET, member: { memberId: 'ben' }, codes: ['THANKS'], redemptionId: 'r-ben' } });
    expect(redeemed).toMatchObject({ status: 'committed' });
    await shop.settled();
    const [code] = await codesOf('ben');
    expect(await quoted('ben', code!)).toMatchObject({ totals: { discountMinor: 500 } });
    await shop.ask('POST', '/v1/coupons/redemptions/r-ben/reverse');
    await shop.settled();
    expect(await quoted('ben', code!)).toMatchObject({ totals: { discountMinor: 0 }, refused: [{ reason: 'code_disabled' }] });
  });
});
