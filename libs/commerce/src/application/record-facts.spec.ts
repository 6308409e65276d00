import { GOOD_FACTS, orderStream, type Fact, type Order } from '@loyalty/contracts';
import { anOrder, fact } from '../domain/facts/facts.fixture';
import { cancelled, paid, placed, refunded } from '../domain/order/order-facts.fixture';
import { aShop, till } from './a-shop.fixture';
import { recordFact, recordFacts } from './record-facts';

const stock = (sku: string, id: string) => fact('stock.changed', { shop: 'main', sku, availableQuantity: 1 }, { id });
const early = { at: '2026-03-01T10:05:00Z' };

describe('facts that are told', () => {
  it('are settled, each with its answer and its position', async () => {
    const shop = await aShop();
    const told = [placed(), paid(), paid({}, { id: 'again' }), paid({ currency: 'USD' }, { id: 'odd' }), refunded('R1', { amountMinor: 100 }, early)];
    expect(await recordFacts(shop, told, till)).toEqual([
      { factId: 'order.placed', status: 'applied', position: 1 },
      { factId: 'order.paid', status: 'applied', position: 2 },
      { factId: 'again', status: 'duplicate', position: 2 },
      { factId: 'odd', status: 'parked', code: 'currency_differs', position: 3 },
      { factId: 'R1', status: 'applied', position: 4 },
    ]);
    expect((await shop.events()).map(({ type, command, actor }) => [type, command, actor])).toEqual([
      ['order.placed.v1', 'fact:order.placed', 'pos-1'], ['order.paid.v1', 'fact:order.paid', 'pos-1'], ['fact.parked.v1', 'fact:odd', 'pos-1'], ['order.refunded.v1', 'fact:R1', 'pos-1'],
    ]);
  });

  it('of every type go to their own stream', async () => {
    const shop = await aShop();
    await recordFacts(shop, Object.values(GOOD_FACTS) as Fact[], till);
    const streams = [...new Set((await shop.events()).map(({ stream }) => stream))];
    expect(streams.sort()).toEqual(['activity-main.review~2e9', 'cart-main.cart~2f77', 'customer-main.m42', 'order-main.A-1001', 'sku-main.TEA~2012~2e5']);
  });

  it('again under their own id get the answer they got, and nothing is written', async () => {
    const shop = await aShop();
    const first = await recordFacts(shop, [paid(), paid({ currency: 'USD' }, { id: 'odd' })], till);
    const { position } = (await shop.events()).at(-1)!;
    expect(await recordFacts(shop, [paid(), paid({ currency: 'USD' }, { id: 'odd' })], till)).toEqual(first.map((answer) => ({ ...answer, repeated: true })));
    expect((await shop.events()).at(-1)!.position).toBe(position);
  });

  it('in one request share one commit, and repeats inside it share one answer', async () => {
    const shop = await aShop();
    const told = Array.from({ length: 1_000 }, (_, i) => stock(`sku ${i % 999}`, `f${i % 999}`));
    const answers = await recordFacts(shop, told, till);
    expect(shop.ledger.stats).toMatchObject({ commits: 1, applied: 999 });
    expect(answers[999]).toEqual({ ...answers[0], repeated: true });
  });

  it('are a thousand at most', async () => {
    const shop = await aShop();
    await expect(recordFacts(shop, Array.from({ length: 1_001 }, (_, i) => stock('tea', `f${i}`)), till)).rejects.toMatchObject({ code: 'facts_too_many' });
  });

  it('tell when they wait, and when they are superseded or parked already', async () => {
    const shop = await aShop();
    const odd = paid({ currency: 'USD' }, { id: 'odd' });
    expect(await recordFacts(shop, [
      refunded('R1', { amountMinor: 1 }, early), cancelled({ id: 'c', at: '2026-03-01T10:30:00Z' }), placed(), odd, { ...odd, factId: 'odd-2' },
      fact('stock.changed', { shop: 'main', sku: 'tea', availableQuantity: 1 }, { id: 's1', at: '2026-03-01T10:00:00Z' }),
      fact('stock.changed', { shop: 'main', sku: 'tea', availableQuantity: 2 }, { id: 's2', at: '2026-03-01T09:00:00Z' }),
    ], till)).toMatchObject([
      { status: 'applied', code: 'waits_for_payment' }, { status: 'applied', code: 'waits_for_order' }, { status: 'applied' }, { status: 'parked', code: 'paid_after_cancelled' },
      { status: 'duplicate', code: 'paid_after_cancelled' }, { status: 'applied' }, { status: 'duplicate', code: 'superseded' },
    ]);
  });

  it('that cannot be right are rejected one by one, at their field, and may be corrected under their id', async () => {
    const shop = await aShop();
    const wrong = paid({ currency: 'XXX' });
    expect(await recordFacts(shop, [wrong, placed()], till)).toMatchObject([{ factId: 'order.paid', status: 'rejected', code: 'currency_invalid', field: '/data/order/currency' }, { status: 'applied' }]);
    expect(await recordFact(shop, paid(), till)).toMatchObject({ status: 'applied' });
  });

  it('of more than a day ahead are rejected', async () => {
    const shop = await aShop();
    expect(await recordFact(shop, paid({}, { at: '2026-03-02T12:00:00Z' }), till)).toMatchObject({ status: 'applied' });
    expect(await recordFact(shop, paid({}, { id: 'late', at: '2026-03-02T12:00:00.001Z' }), till)).toMatchObject({ status: 'rejected', code: 'occurred_in_future', field: '/occurredAt' });
  });

  it('under an id that stands for another fact are rejected', async () => {
    const shop = await aShop();
    await recordFact(shop, paid(), till);
    expect(await recordFact(shop, paid({ currency: 'USD' }), till)).toEqual({ factId: 'order.paid', status: 'rejected', code: 'command_id_reused' });
  });

  it('that are too long for one event are rejected alone', async () => {
    const shop = await aShop();
    const lines: Order['lines'] = Array.from({ length: 1_000 }, (_, i) => ({ lineId: `l${i}`, sku: 's'.repeat(64), quantity: 1, unitPriceMinor: 1, categories: Array.from({ length: 6 }, (_c, c) => `${c}`.padEnd(100, 'x')) }));
    expect(await recordFacts(shop, [paid({ lines }), placed()], till)).toMatchObject([{ status: 'rejected', code: 'fact_too_long' }, { status: 'applied' }]);
  });

  it('may come when the house is full: then they can be told again', async () => {
    const shop = await aShop();
    const told = Array.from({ length: 21 }, (_, batch) => Array.from({ length: 1_000 }, (_f, i) => stock('tea', `f${batch}-${i}`)));
    const answers = (await Promise.all(told.map((facts) => recordFacts(shop, facts, till)))).flat();
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1_000);
    expect(answers.at(-1)).toEqual({ factId: 'f20-999', status: 'rejected', code: 'overloaded', retryable: true });
  });
});

describe('an order that names its cart', () => {
  const cart = fact('cart.updated', { shop: 'main', cartId: 'c 1', currency: 'ILS', lines: [{ lineId: '1', sku: 'tea', quantity: 1, unitPriceMinor: 5 }] }, { at: '2026-03-01T09:00:00Z' });

  it('checks it out in the same commit, once', async () => {
    const shop = await aShop();
    await recordFacts(shop, [cart, placed({ cartId: 'c 1' }), paid({ cartId: 'c 1' })], till);
    expect((await shop.events()).map(({ type, stream }) => [type, stream])).toEqual([
      ['cart.updated.v1', 'cart-main.c~201'], ['order.placed.v1', orderStream('main', 'A1')], ['cart.checked_out.v1', 'cart-main.c~201'], ['order.paid.v1', orderStream('main', 'A1')],
    ]);
  });

  it('leaves it alone when it is parked', async () => {
    const shop = await aShop();
    await recordFacts(shop, [cart, placed(), placed({ ...anOrder({ currency: 'USD' }), cartId: 'c 1' }, { id: 'odd' })], till);
    expect((await shop.events()).map(({ type }) => type)).toEqual(['cart.updated.v1', 'order.placed.v1', 'fact.parked.v1']);
  });
});
