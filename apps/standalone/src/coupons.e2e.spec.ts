import type { CampaignDto } from '@loyalty/contracts';
import { ago, fact, order, Shop } from './shop.fixture';

const WELCOME: CampaignDto = {
  name: { en: 'Ten off a hundred' }, trigger: 'code', phase: 'order', priority: 1, stackClass: 'common', schedule: {},
  conditions: [{ kind: 'minimumAmount', amounts: { ILS: 10_000 }, basis: { of: 'initial' } }],
  effects: [{ kind: 'amountOff', amounts: { ILS: 1_000 }, per: 'order', target: { over: 'items' } }],
  limits: [{ count: 'uses', per: 'member', every: 'ever', most: 1 }, { count: 'uses', per: 'campaign', every: 'ever', most: 3 }], sharedCodes: ['WELCOME10'],
};
const BASKET = { currency: 'ILS', channel: 'web', lines: [{ lineId: '1', sku: 'tea', quantity: 3, unitPriceMinor: 2_400 }, { lineId: '2', sku: 'pot', quantity: 1, unitPriceMinor: 4_800 }], shipping: [{ method: 'courier', amountMinor: 1_500 }] };

describe('coupons in the whole house', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await shop.ask('PUT', '/v1/coupons/campaigns/welcome', { body: WELCOME });
    await shop.ask('POST', '/v1/coupons/campaigns/welcome/publish');
  });
  afterAll(() => shop.close());

  const asked = (memberId: string, cartId: string, codes = ['welcome-10']) => ({ basket: BASKET, member: { memberId }, cart: { shop: 'main', cartId }, codes });
  const hold = (memberId: string, cartId: string) => shop.ask('POST', '/v1/coupons/redemptions', { body: asked(memberId, cartId) });
  const shown = async (redemptionId: string) => (await shop.ask('GET', `/v1/coupons/redemptions/${redemptionId}`)).body;

  it('quote, hold, and are committed, returned and reversed by what the shop tells', async () => {
    const { body: quote } = await shop.ask('POST', '/v1/coupons/quotes', { body: asked('anna', 'k1') });
    expect(quote).toMatchObject({ totals: { discountMinor: 1_000, payableMinor: 12_500 }, applied: [{ campaignId: 'welcome', code: 'welcome-10' }] });
    const { body: held } = await hold('anna', 'k1');
    expect(held).toMatchObject({ status: 'held', discountMinor: 1_000, given: { lines: quote.lines } });

    const mine = order('C-1', 'anna', { redemptionId: held.redemptionId, cartId: 'k1' });
    await shop.tell(fact('c1-placed', 'order.placed', { order: mine }), fact('c1-paid', 'order.paid', { order: mine }));
    await shop.settled();
    expect(await shown(held.redemptionId)).toMatchObject({ status: 'committed', order: { shop: 'main', orderId: 'C-1' } });

    await shop.tell(fact('c1-refund', 'order.refunded', { shop: 'main', orderId: 'C-1', refundId: 'R1', currency: 'ILS', lines: [{ lineId: '1', quantity: 1 }] }, ago(1)));
    await shop.settled();
    expect(await shown(held.redemptionId)).toMatchObject({ status: 'committed', returned: { lines: { 1: 1 }, refundMinor: 2_200, usesBack: false } });
    await shop.tell(fact('c1-cancelled', 'order.cancelled', { shop: 'main', orderId: 'C-1' }, ago(0.5)));
    await shop.settled();
    expect(await shown(held.redemptionId)).toMatchObject({ status: 'reversed', returned: { usesBack: true, givenBack: { welcome: 1_000 } } });
  });

  it('give back what an abandoned cart holds', async () => {
    const { body: held } = await hold('anna', 'k2');
    await shop.tell(fact('k2-updated', 'cart.updated', { shop: 'main', cartId: 'k2', currency: 'ILS', lines: [] }), fact('k2-abandoned', 'cart.abandoned', { shop: 'main', cartId: 'k2' }, new Date().toISOString()));
    await shop.settled();
    expect(await shown(held.redemptionId)).toMatchObject({ status: 'released' });
  });

  it('are redeemed as told where an order names codes and nothing was held; a bad code parks nothing', async () => {
    await shop.tell(fact('c2-paid', 'order.paid', { order: order('C-2', 'ben', { couponCodes: ['WELCOME10', 'NEVERWAS'] }) }));
    await shop.tell(fact('c3-paid', 'order.paid', { order: order('C-3', 'ben', { couponCodes: ['WELCOME10'] }) }), fact('c4-paid', 'order.paid', { order: order('C-4', 'ben', { redemptionId: 'nobody-knows' }) }));
    await shop.settled();
    const { body } = await shop.ask('GET', '/v1/coupons/redemptions?memberId=ben');
    expect(body.items).toMatchObject([{ state: 'committed', order: 'main/C-2', discountMinor: 1_000, campaigns: ['welcome'], codes: ['WE1C0ME10'] }]);
    const { events } = await shop.service.log.readAll({ after: 0, limit: 1_000 });
    expect(events.filter(({ type }) => type === 'coupon.attempt.rejected.v1').map(({ stream, data }) => [stream, (data as { codes: object[]; refusal?: string }).refusal ?? (data as { codes: object[] }).codes])).toEqual([
      ['couponAttempt-member.ben', [{ code: 'NEVERWAS', reason: 'code_unknown' }]],
      ['couponAttempt-member.ben', [{ code: 'WELCOME10', reason: 'uses_exhausted' }]],
      ['couponAttempt-member.ben', 'redemption_unknown'],
    ]);
  });

  it('stand in the lists, with what they gave', async () => {
    await shop.settled();
    const { body: { items: [welcome] } } = await shop.ask('GET', '/v1/coupons/campaigns?status=active');
    expect(welcome).toMatchObject({ campaignId: 'welcome', version: 1, held: { uses: 0 }, used: { uses: 2, moneyMinor: { ILS: 2_000 } }, reversed: { uses: 1, moneyMinor: { ILS: 1_000 } } });
    expect((await shop.ask('GET', '/v1/coupons/redemptions?code=welcome%2010&state=reversed')).body.items).toHaveLength(1);
    expect((await shop.ask('GET', '/v1/coupons/shoppers?memberId=ben')).body.items).toMatchObject([{ orders: 3, spentMinor: { ILS: 38_100 } }]);
  });

  it('survive a restart to the byte, and answer the same again', async () => {
    const body = asked('carl', 'k3');
    const first = await shop.ask('POST', '/v1/coupons/redemptions', { body, key: 'carl-1' });
    await shop.restart();
    const again = await shop.ask('POST', '/v1/coupons/redemptions', { body, key: 'carl-1' });
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
    expect((await shop.ask('POST', `/v1/coupons/redemptions/${first.body.redemptionId}/commit`, { body: {} })).body.status).toBe('committed');
    expect((await shop.ask('GET', '/v1/coupons/effects')).body.items.length).toBeGreaterThan(10);
    expect((await shop.ask('GET', '/v1/coupons/campaigns/welcome/versions')).body.items).toHaveLength(1);
  });
});
