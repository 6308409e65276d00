import { ago, fact, order, Shop } from './shop.fixture';

const FOR = { kind: 'order', id: 'main/B-1' };
const BACK = { kind: 'refund', id: 'main/B-1/R1' };

describe('points', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await shop.move('ben', 'earn', { points: 500, source: { kind: 'partner', id: 'airline/1' } });
  });
  afterAll(() => shop.close());

  it('are held, captured in part, and the rest is free again', async () => {
    const { holdId, balances } = await shop.move('ben', 'holds', { points: 100, reference: FOR, seconds: 600 });
    expect(balances).toEqual({ pending: 0, available: 400, held: 100, debt: 0 });
    expect((await shop.see('ben', 'holds')).holds).toMatchObject([{ holdId, points: 100, slices: [{ lotId: 'L1', points: 100 }] }]);
    expect(await shop.move('ben', `holds/${holdId}/capture`, { points: 60 })).toMatchObject({ points: 60, redemptionId: 'R3', balances: { available: 440, held: 0 } });
    expect((await shop.move('ben', `holds/${holdId}/release`)).code).toBe('hold_not_open');
    await shop.settled();
    expect(await shop.see('ben', `holds/${holdId}`)).toMatchObject({ state: 'captured', points: 100, capturedPoints: 60 });
  });

  it('are held and released untouched', async () => {
    const { holdId } = await shop.move('ben', 'holds', { points: 200, reference: FOR });
    expect((await shop.move('ben', `holds/${holdId}/release`)).balances).toEqual({ pending: 0, available: 440, held: 0, debt: 0 });
  });

  it('of a hold that nobody settles are free when it runs out', async () => {
    const { holdId } = await shop.move('ben', 'holds', { points: 50, reference: FOR, seconds: 1 });
    expect(await shop.balance('ben')).toEqual([0, 390, 50, 0]);
    for (let i = 0; i < 100 && (await shop.balance('ben'))[2] !== 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await shop.balance('ben')).toEqual([0, 440, 0, 0]);
    expect((await shop.move('ben', `holds/${holdId}/capture`, {})).code).toBe('hold_not_open');
  });

  it('pay at the wallet’s rate, as a quote says before', async () => {
    const orderOf = { amountMinor: 1_250, currency: 'ILS' };
    const { body: quote } = await shop.ask('POST', '/v1/points/accounts/beans/ben/quote', { body: { points: 1_000, payIn: 'ILS', order: orderOf } });
    expect(quote).toEqual({ points: 120, amountMinor: 1_200, currency: 'ILS' });
    expect(await shop.move('ben', 'redeem', { points: quote.points, payIn: 'ILS', reference: FOR, order: orderOf })).toMatchObject({ payment: { amountMinor: 1_200, currency: 'ILS' }, balances: { available: 320 } });
    expect((await shop.move('ben', 'redeem', { points: 130, payIn: 'ILS', reference: FOR, order: orderOf })).code).toBe('above_order_maximum');
  });

  it('that were spent are given back to their lots, never more than were taken', async () => {
    const { redemptionId } = await shop.move('ben', 'redeem', { points: 100, reference: FOR });
    expect(await shop.move('ben', `redemptions/${redemptionId}/reinstate`, { points: 30, reference: BACK })).toMatchObject({ points: 30, balances: { available: 250 } });
    expect(await shop.see('ben', `redemptions/${redemptionId}`)).toMatchObject({ points: 100, givenBackPoints: 30, slices: [{ lotId: 'L1', points: 100 }] });
    expect(await shop.move('ben', `redemptions/${redemptionId}/reinstate`, { reference: BACK })).toMatchObject({ points: 70, balances: { available: 320 } });
    expect((await shop.move('ben', `redemptions/${redemptionId}/reinstate`, { reference: BACK })).code).toBe('above_original');
    // The same event by the name of a lot is no other redemption.
    expect((await shop.move('ben', `redemptions/${redemptionId.replace('R', 'L')}/reinstate`, { reference: BACK })).code).toBe('redemption_unknown');
    expect((await shop.see('ben', 'lots')).lots).toMatchObject([{ lotId: 'L1', points: 320 }]);
  });

  it('are corrected by hand, up and down', async () => {
    const adjust = (points: number) => shop.ask('POST', '/v1/points/accounts/beans/ben/adjust', { as: 'support', body: { points, reasonCode: 'goodwill', text: 'Late parcel' } });
    const { body: up } = await adjust(30);
    expect(up).toMatchObject({ points: 30, lotId: expect.stringMatching(/^L/), balances: { available: 350 } });
    expect((await adjust(-50)).body).toMatchObject({ points: -50, balances: { available: 300 } });
    expect((await adjust(-301)).body.code).toBe('insufficient_points');
  });

  it('go from one member to another with their expiry', async () => {
    const { body } = await shop.ask('POST', '/v1/points/wallets/beans/transfers', { as: 'service', body: { from: 'ben', to: 'cleo', points: 100 } });
    expect([body.from.balances.available, body.to.balances.available]).toEqual([200, 100]);
    const [from, to] = [await shop.see('ben', 'lots'), await shop.see('cleo', 'lots')];
    expect(to.lots[0].expiresAt).toBe(from.lots[0].expiresAt);
  });

  it('of a frozen account are not spent, and come in all the same', async () => {
    await shop.move('ben', 'freeze', { scope: 'spending', reasonCode: 'account_takeover' });
    expect((await shop.move('ben', 'redeem', { points: 10, reference: FOR })).code).toBe('account_frozen');
    expect((await shop.move('ben', 'earn', { points: 5, source: FOR })).balances.available).toBe(205);
    expect((await shop.see('ben', 'balance')).frozen).toEqual({ spending: true, earning: false });
    await shop.move('ben', 'unfreeze', { scope: 'spending', reasonCode: 'cleared' });
    expect((await shop.move('ben', 'redeem', { points: 10, reference: FOR })).balances.available).toBe(195);
  });

  it('lapse when an operator says', async () => {
    const { lots: [{ lotId }] } = await shop.see('cleo', 'lots');
    await shop.move('cleo', 'lots/move-expiry', { lots: [lotId], expiresAt: '2099-12-31T00:00:00+02:00', reasonCode: 'goodwill' });
    expect((await shop.see('cleo', 'lots')).lots).toMatchObject([{ lotId, expiresAt: '2099-12-30T22:00:00.000Z' }]);
  });

  it('are taken back once, as debt where they are gone, which the next points pay', async () => {
    const { lotId } = await shop.move('dan', 'earn', { points: 80, source: FOR });
    await shop.move('dan', 'redeem', { points: 50, reference: FOR });
    expect(await shop.move('dan', `awards/${lotId}/claw-back`, { reference: BACK })).toMatchObject({ points: 80, debt: 50, forgone: 0, balances: { available: 0, debt: -50 } });
    expect(await shop.see('dan', `awards/${lotId}`)).toMatchObject({ points: 80, takenBackPoints: 80 });
    for (const id of [lotId, lotId.replace('L', 'R')]) expect(['above_original', 'award_unknown']).toContain((await shop.move('dan', `awards/${id}/claw-back`, { reference: BACK })).code);
    expect((await shop.move('dan', 'earn', { points: 60, source: FOR })).balances).toEqual({ pending: 0, available: 10, held: 0, debt: 0 });
  });

  it('that were held for an order are taken when it is paid, and come back when it is cancelled', async () => {
    await shop.move('eli', 'earn', { points: 100, source: FOR });
    const { holdId } = await shop.move('eli', 'holds', { points: 100, reference: { kind: 'order', id: 'main/B-2' } });
    await shop.tell(fact('b2-paid', 'order.paid', { order: order('B-2', 'eli', { pointsHoldId: `beans:${holdId}` }) }));
    await shop.settled();
    expect(await shop.balance('eli')).toEqual([0, 112, 0, 0]);
    const { body } = await shop.ask('GET', '/v1/points/orders/main/B-2');
    expect(body).toMatchObject({ redemption: { points: 100 }, awards: [{ points: 112 }] });
    await shop.tell(fact('b2-cancelled', 'order.cancelled', { shop: 'main', orderId: 'B-2' }, ago(1)));
    await shop.settled();
    expect(await shop.balance('eli')).toEqual([0, 100, 0, 0]);
    expect(await shop.see('eli', `redemptions/${body.redemption.redemptionId}`)).toMatchObject({ points: 100, givenBackPoints: 100 });
  });

  it('are moved by those whose key has the role, and by no one else', async () => {
    const may = async (as: 'operator' | 'support' | 'auditor' | 'service', method: string, path: string, body?: object) => (await shop.ask(method, path, { as, ...(body === undefined ? {} : { body }) })).status !== 403;
    const roles = ['operator', 'support', 'service', 'auditor'] as const;
    const who = async (method: string, path: string, body?: object) => (await Promise.all(roles.map(async (as) => ((await may(as, method, path, body)) ? as : '')))).filter(Boolean);
    const account = '/v1/points/accounts/beans/ruth';
    expect(await who('POST', `${account}/earn`, { points: 1, source: FOR })).toEqual(['operator', 'service']);
    expect(await who('POST', `${account}/adjust`, { points: 1, reasonCode: 'x', text: 'x' })).toEqual(['operator', 'support']);
    expect(await who('POST', `${account}/freeze`, { scope: 'both', reasonCode: 'x' })).toEqual(['operator', 'support']);
    expect(await who('POST', `${account}/awards/L1/claw-back`, { reference: BACK })).toEqual(['operator', 'support', 'service']);
    expect(await who('PUT', '/v1/points/wallets/other', {})).toEqual(['operator']);
    expect(await who('GET', `${account}/balance`)).toEqual(['operator', 'support', 'service', 'auditor']);
    expect(await who('GET', '/v1/points/trial-balance')).toEqual(['operator', 'auditor']);
    expect(await who('POST', '/v1/commerce/facts', { facts: [] })).toEqual(['operator', 'service']);
    expect(await who('POST', '/v1/commerce/parked/discard', {})).toEqual(['operator', 'support']);
  });
});
