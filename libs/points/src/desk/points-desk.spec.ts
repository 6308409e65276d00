import { captureHold, earnPoints } from '../application/account-commands';
import { aShop } from '../reactions/a-shop.fixture';
import { LedgerPointsDesk } from './points-desk';

const ANNA = { wallet: 'main', memberId: 'anna' } as const;
const CART = { kind: 'cart', id: 'shop/k1' } as const;
const by = (id: string) => ({ id, actor: 'key:till' });

/** Anna has 100 points, of which ten pay 1.00 and at least 20 are spent at once. */
async function aDesk() {
  const shop = await aShop({ wallet: { spending: { minimumPoints: 20, stepPoints: 5, maximumShareOfOrderPpm: 500_000, rates: [{ currency: 'EUR', points: 10, amountMinor: 100 }] } } });
  await earnPoints(shop.ledger, shop.by('earn'), { ...ANNA, points: 100, source: CART });
  const desk = new LedgerPointsDesk(shop.ledger, shop.clock);
  const ask = (points: number, amountMinor = 10_000, more: object = {}) => ({ ...ANNA, points, order: { amountMinor, currency: 'EUR' }, ...more });
  const hold = (id: string, points: number, more: object = {}) => desk.hold(by(id), { ...ask(points), reference: CART, seconds: 601, endStepSeconds: 10, ...more });
  return { ...shop, desk, ask, hold };
}

const refusal = (promise: Promise<unknown>) => promise.then(() => 'none', ({ code }: { code: string }) => code);

describe('the desk of points', () => {
  it('quotes the most that can pay: what is there, within every limit, in whole steps', async () => {
    const { desk, ask } = await aDesk();
    expect(await desk.quote(ask(80))).toEqual({ wallet: 'main', points: 80, amountMinor: 800, currency: 'EUR' });
    expect(await desk.quote(ask(999))).toMatchObject({ points: 100, amountMinor: 1_000 });
    expect(await desk.quote(ask(999, 700))).toMatchObject({ points: 30, amountMinor: 300 });
    expect(await desk.quote(ask(999, 300))).toMatchObject({ points: 0, amountMinor: 0 });
    expect(await refusal(desk.quote({ ...ask(10), wallet: 'none' }))).toBe('wallet_unknown');
    expect(await refusal(desk.quote({ ...ask(10), order: { amountMinor: 1_000, currency: 'ILS' } }))).toBe('rate_missing');
  });

  it('holds exactly what is asked, until a whole step of time, once for each command', async () => {
    const { hold, balance } = await aDesk();
    const held = await hold('c1', 80);
    expect(held).toEqual({ holdId: 'H2', until: '2025-03-01T12:10:10.000Z', payment: { wallet: 'main', points: 80, amountMinor: 800, currency: 'EUR' } });
    expect(await hold('c1', 80)).toEqual(held);
    expect(await balance()).toMatchObject({ available: 20, held: 80 });
    expect(await refusal(hold('c1', 90))).toBe('command_id_reused');
  });

  it('refuses what cannot be spent, or is no whole step of the rate, and holds nothing', async () => {
    const { hold, balance } = await aDesk();
    expect(await refusal(hold('c1', 110))).toBe('insufficient_points');
    expect(await refusal(hold('c2', 10))).toBe('below_minimum_points');
    expect(await refusal(hold('c3', 25))).toBe('not_a_step');
    expect(await refusal(hold('c4', 40, { order: { amountMinor: 700, currency: 'EUR' } }))).toBe('above_order_maximum');
    expect(await balance()).toMatchObject({ available: 100, held: 0 });
  });

  it('puts one hold in the place of another in one commit, or leaves that as it is', async () => {
    const { desk, ask, hold, store, balance } = await aDesk();
    await hold('c1', 100);
    expect(await desk.quote(ask(90))).toMatchObject({ points: 0 });
    expect(await desk.quote(ask(90, 10_000, { replaces: 'H2' }))).toMatchObject({ points: 90 });
    expect(await refusal(hold('c2', 110, { replaces: 'H2' }))).toBe('insufficient_points');
    expect(await balance()).toMatchObject({ available: 0, held: 100 });
    const before = await store.head();
    expect(await hold('c3', 90, { replaces: 'H2' })).toMatchObject({ holdId: 'H4' });
    expect((await store.readAll({ after: before, limit: 9 })).events.map(({ type, command }) => [type, command])).toEqual([['points.released.v1', 'c3'], ['points.held.v1', 'c3']]);
    expect(await balance()).toMatchObject({ available: 10, held: 90 });
    expect(await hold('c4', 20, { replaces: 'H2' }).catch(({ code }: { code: string }) => code)).toBe('insufficient_points');
  });

  it('gives a hold back once; one that was captured stays so', async () => {
    const { desk, hold, ledger, by: told, balance } = await aDesk();
    const { holdId } = await hold('c1', 80);
    await desk.release(by('r1'), { ...ANNA, holdId });
    await desk.release(by('r2'), { ...ANNA, holdId });
    expect(await balance()).toMatchObject({ available: 100, held: 0 });
    const next = await hold('c2', 80);
    await captureHold(ledger, told('capture'), { ...ANNA, holdId: next.holdId });
    await desk.release(by('r3'), { ...ANNA, holdId: next.holdId });
    expect(await balance()).toMatchObject({ available: 20, held: 0 });
  });
});
