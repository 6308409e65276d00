import type { Fact } from '@loyalty/contracts';
import { cartStream } from '@loyalty/contracts';
import { cart } from '../domain';
import { fact } from '../domain/facts/facts.fixture';
import { abandonIdleCarts, watchIdleCarts, type FindIdleCarts, type IdleCart } from './abandon-idle-carts';
import { aShop, till } from './a-shop.fixture';
import { recordFact } from './record-facts';

const hour = 60 * 60 * 1000;
const at = (time: string) => `2026-03-01T${time}:00.000Z`;
const updated = (cartId: string, time: string): Fact =>
  fact('cart.updated', { shop: 'main', cartId, currency: 'ILS', lines: [{ lineId: '1', sku: 'tea', quantity: 1, unitPriceMinor: 5 }] }, { id: `${cartId}/${time}`, at: at(time) });
const idle = (cartId: string, time: string) => ({ shop: 'main', cartId, lastActivityAt: at(time) }) as IdleCart;
/** A view that is asked page by page. */
const view = (...pages: IdleCart[][]): FindIdleCarts => async (_, cursor = '0') => ({ carts: pages[Number(cursor)] ?? [], ...(Number(cursor) + 1 < pages.length ? { next: `${Number(cursor) + 1}` } : {}) });

describe('idle carts', () => {
  it('are abandoned, every page of them, once for each idleness', async () => {
    const shop = await aShop();
    for (const told of [updated('a', '10:00'), updated('b', '10:30')]) await recordFact(shop, told, till);
    const find = view([idle('a', '10:00')], [idle('b', '10:30')]);
    expect(await abandonIdleCarts(shop, find, hour)).toBe(2);
    expect(await abandonIdleCarts(shop, find, hour)).toBe(0);
    expect((await shop.events()).slice(2).map(({ type, actor, effectiveAt }) => [type, actor, effectiveAt])).toEqual([
      ['cart.abandoned.v1', 'commerce/idle-carts', at('11:00')], ['cart.abandoned.v1', 'commerce/idle-carts', at('11:30')],
    ]);
  });

  it('that only a view which is behind calls idle are left alone', async () => {
    const shop = await aShop();
    for (const told of [updated('a', '10:00'), updated('a', '11:30')]) await recordFact(shop, told, till);
    expect(await abandonIdleCarts(shop, view([idle('a', '10:00')]), hour)).toBe(0);
    shop.clock.set(at('12:30'));
    expect(await abandonIdleCarts(shop, view([idle('a', '11:30')]), hour)).toBe(1);
    expect((await shop.ledger.peek({ name: cartStream('main', 'a'), decider: cart })).state.own.status).toBe('abandoned');
  });

  it('are looked for again and again until the end, whatever a round comes to', async () => {
    const stop = new AbortController();
    const slept: number[] = [];
    const timer = { sleep: async (ms: number) => void slept.push(ms) };
    const failures: unknown[] = [];
    let rounds = 0;
    const round = async () => {
      rounds += 1;
      if (rounds === 2) throw new Error('down');
      if (rounds === 3) stop.abort();
    };
    await watchIdleCarts(timer, 60_000, round, (error) => failures.push(error), stop.signal);
    expect({ rounds, slept, failures }).toEqual({ rounds: 3, slept: [60_000, 60_000, 60_000], failures: [new Error('down')] });
  });
});
