import type { CampaignDto } from '@loyalty/contracts';
import { ago, fact, order, Shop } from './shop.fixture';

const WELCOME: CampaignDto = {
  name: { en: 'Ten off' }, trigger: 'code', phase: 'order', priority: 1, stackClass: 'common', schedule: {}, conditions: [],
  effects: [{ kind: 'amountOff', amounts: { ILS: 1_000 }, per: 'order', target: { over: 'items' } }],
  limits: [{ count: 'uses', per: 'member', every: 'ever', most: 1 }], sharedCodes: ['WELCOME10'],
};
/** Three teas at 24.00, a pot at 40.00 and 15.00 of shipping: 127.00. */
const BASKET = { currency: 'ILS', channel: 'web', lines: [{ lineId: '1', sku: 'tea', quantity: 3, unitPriceMinor: 2_400 }, { lineId: '2', sku: 'pot', quantity: 1, unitPriceMinor: 4_000 }], shipping: [{ method: 'courier', amountMinor: 1_500 }] };
const PARTNER = { kind: 'partner', id: 'airline/1' };

describe('a basket with a code and points to pay with', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await shop.ask('PUT', '/v1/coupons/campaigns/welcome', { body: WELCOME });
    await shop.ask('POST', '/v1/coupons/campaigns/welcome/publish');
    for (const memberId of ['anna', 'ben', 'carl', 'dan', 'eli', 'fay', 'gil', 'hal']) await shop.move(memberId, 'earn', { points: 500, source: PARTNER });
  });
  afterAll(() => shop.close());

  const asked = (memberId: string, points: number, more: object = {}) => ({ basket: BASKET, member: { memberId }, cart: { shop: 'main', cartId: `cart of ${memberId}` }, codes: ['welcome-10'], points: { wallet: 'beans', points }, ...more });
  const quote = async (memberId: string, points: number, more?: object) => (await shop.ask('POST', '/v1/coupons/quotes', { body: asked(memberId, points, more) })).body;
  const hold = async (memberId: string, points: number, more: Readonly<Record<string, unknown>> & { readonly key?: string } = {}) => {
    const { key, ...changes } = more;
    return (await shop.ask('POST', '/v1/coupons/redemptions', { body: asked(memberId, points, changes), ...(key === undefined ? {} : { key }) })).body;
  };
  const redemption = async (redemptionId: string) => (await shop.ask('GET', `/v1/coupons/redemptions/${redemptionId}`)).body;

  it('is quoted: points pay for what is left, at most what the member has', async () => {
    expect(await quote('anna', 300)).toMatchObject({ totals: { discountMinor: 1_000, payableMinor: 11_700 }, payment: { wallet: 'beans', points: 300, amountMinor: 3_000, currency: 'ILS' }, leftToPayMinor: 8_700 });
    expect(await quote('anna', 9_999)).toMatchObject({ payment: { points: 500, amountMinor: 5_000 }, leftToPayMinor: 6_700 });
    expect(await quote('nobody', 100)).toMatchObject({ payment: { points: 0, amountMinor: 0 }, leftToPayMinor: 11_700 });
    expect((await quote('anna', 100, { points: { wallet: 'gold', points: 100 } })).code).toBe('wallet_unknown');
    expect((await quote('anna', 100, { member: undefined })).code).toBe('field_missing');
  });

  it('is held until one instant, and taken when the order is paid', async () => {
    const held = await hold('anna', 300, { key: 'anna-1' });
    expect(held).toMatchObject({ status: 'held', discountMinor: 1_000, payableMinor: 11_700, pointsHoldId: 'beans:H2', payment: { points: 300, amountMinor: 3_000 }, leftToPayMinor: 8_700 });
    expect((await shop.see('anna', 'holds')).holds).toMatchObject([{ holdId: 'H2', points: 300, expiresAt: held.until, reference: { kind: 'cart', id: 'main/cart of anna' } }]);
    expect(await hold('anna', 300, { key: 'anna-1' })).toEqual(held);
    expect(await shop.balance('anna')).toEqual([0, 200, 300, 0]);

    await shop.tell(fact('p1-paid', 'order.paid', { order: order('P-1', 'anna', { redemptionId: held.redemptionId, pointsHoldId: held.pointsHoldId }) }));
    await shop.settled();
    expect(await redemption(held.redemptionId)).toMatchObject({ status: 'committed', payment: { pointsHoldId: 'beans:H2', points: 300 } });
    expect((await shop.ask('GET', '/v1/points/orders/main/P-1')).body).toMatchObject({ redemption: { wallet: 'beans', points: 300 } });
    expect(await shop.balance('anna')).toEqual([0, 312, 0, 0]);

    await shop.tell(fact('p1-cancelled', 'order.cancelled', { shop: 'main', orderId: 'P-1' }, ago(1)));
    await shop.settled();
    expect(await redemption(held.redemptionId)).toMatchObject({ status: 'reversed', returned: { usesBack: true } });
    expect(await shop.balance('anna')).toEqual([0, 500, 0, 0]);
  });

  it('gives both back when its order is cancelled before it is paid', async () => {
    const held = await hold('ben', 200);
    const placed = order('P-2', 'ben', { redemptionId: held.redemptionId, pointsHoldId: held.pointsHoldId });
    await shop.tell(fact('p2-placed', 'order.placed', { order: placed }), fact('p2-cancelled', 'order.cancelled', { shop: 'main', orderId: 'P-2' }, ago(1)));
    await shop.settled();
    expect((await redemption(held.redemptionId)).status).toBe('reversed');
    expect(await shop.balance('ben')).toEqual([0, 500, 0, 0]);
  });

  it('gives both back when it is released, and when the cart is abandoned', async () => {
    const held = await hold('carl', 200);
    expect((await shop.ask('POST', `/v1/coupons/redemptions/${held.redemptionId}/release`)).body.status).toBe('released');
    expect(await shop.balance('carl')).toEqual([0, 500, 0, 0]);
    const again = await hold('carl', 100);
    expect(again).toMatchObject({ status: 'held', discountMinor: 1_000 });
    const cart = { shop: 'main', cartId: 'cart of carl' };
    await shop.tell(fact('k-updated', 'cart.updated', { ...cart, currency: 'ILS', lines: [] }), fact('k-abandoned', 'cart.abandoned', cart, new Date().toISOString()));
    await shop.settled();
    expect((await redemption(again.redemptionId)).status).toBe('released');
    expect(await shop.balance('carl')).toEqual([0, 500, 0, 0]);
  });

  it('holds no coupon where the points are not there, and says so again for ever', async () => {
    const refused = await hold('dan', 510, { key: 'dan-1' });
    expect(refused).toMatchObject({ status: 422, code: 'insufficient_points', facts: { missing: 10 } });
    await shop.move('dan', 'earn', { points: 500, source: PARTNER });
    expect({ ...(await hold('dan', 510, { key: 'dan-1' })), requestId: '' }).toEqual({ ...refused, requestId: '' });
    expect((await hold('dan', 1_180)).code).toBe('above_order_maximum');
    expect(await shop.balance('dan')).toEqual([0, 1_000, 0, 0]);
    expect((await hold('dan', 510, { key: 'dan-2' })).status).toBe('held');
  });

  it('holds no points where a code is not valid', async () => {
    expect((await hold('eli', 100, { codes: ['NEVERWAS'] })).code).toBe('code_not_valid');
    expect(await shop.balance('eli')).toEqual([0, 500, 0, 0]);
  });

  it('is held anew for the same cart: the new points take the place of the old, all of them if need be', async () => {
    const first = await hold('fay', 500);
    expect(await quote('fay', 500)).toMatchObject({ totals: { discountMinor: 1_000 }, payment: { points: 500 } });
    const second = await hold('fay', 400);
    expect([first.pointsHoldId, second.pointsHoldId]).toEqual(['beans:H2', 'beans:H4']);
    expect(await shop.balance('fay')).toEqual([0, 100, 400, 0]);
    expect((await hold('fay', 600)).code).toBe('insufficient_points');
    expect(await shop.balance('fay')).toEqual([0, 100, 400, 0]);
    expect((await redemption(first.redemptionId)).status).toBe('held');
    expect(await hold('fay', 1, { points: undefined })).toMatchObject({ status: 'held', discountMinor: 1_000 });
    expect(await shop.balance('fay')).toEqual([0, 500, 0, 0]);
  });

  it('is held once, however often and however fast the same is asked', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => hold('gil', 400, { key: 'gil-1' })));
    for (const one of all) expect(one).toEqual(all[0]);
    expect(await shop.balance('gil')).toEqual([0, 100, 400, 0]);
  });

  it('is held once for a cart, whichever of many different requests comes last', async () => {
    const all = await Promise.all([10, 20, 30, 40, 50].map((points) => hold('hal', points)));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 'held'));
    const { payment } = await redemption(all[0].redemptionId);
    const { holds } = await shop.see('hal', 'holds');
    expect(holds).toMatchObject([{ holdId: payment.pointsHoldId.slice('beans:'.length), points: payment.points }]);
  });
});
