import { instant } from '@loyalty/kernel';
import type { Fact } from '@loyalty/contracts';
import type { Projection } from '@loyalty/views';
import { aShop, till } from '../application/a-shop.fixture';
import { recordFacts } from '../application/record-facts';
import { discardParked, retryParked } from '../application/settle-parked';
import { fact } from '../domain/facts/facts.fixture';
import { cancelled, fulfilled, paid, placed, refunded } from '../domain/order/order-facts.fixture';
import { carts, orders, parkedFacts, products } from './index';

/** The documents of a view over everything the shop has told. */
async function documents<Doc extends object>(projection: Projection<Doc>, told: readonly Fact[], then?: (shop: Awaited<ReturnType<typeof aShop>>) => Promise<unknown>): Promise<Record<string, Doc>> {
  const shop = await aShop();
  for (const each of told) await recordFacts(shop, [each], till);
  await then?.(shop);
  const docs = new Map<string, Doc>();
  for (const event of await shop.events()) {
    if (!projection.categories.includes(event.stream.slice(0, event.stream.indexOf('-')))) continue;
    for (const id of projection.keysOf(event)) {
      const doc = projection.project(docs.get(id), event, id);
      if (doc === undefined) docs.delete(id);
      else docs.set(id, doc);
    }
  }
  return Object.fromEntries(docs);
}

describe('commerce_orders', () => {
  it.each<[string, Fact[]]>([
    ['placed', [placed()]],
    ['paid', [paid(), placed()]],
    ['fulfilled', [placed(), paid(), fulfilled()]],
    ['fulfilled', [placed(), fulfilled()]],
    ['refunded', [paid(), fulfilled(), refunded('R1', { amountMinor: 7000 })]],
    ['cancelled', [placed(), paid(), cancelled()]],
  ])('says %s', async (status, told) => {
    expect(await documents(orders, told)).toMatchObject({ 'order-main.A1': { status, memberId: 'm42', totalMinor: 7000 } });
  });

  it('says paid of a cancelled order whose payment prevailed', async () => {
    const prevail = { stream: 'order-main.A1', factId: 'order.paid', reason: 'paid by bank', overrule: true };
    expect(await documents(orders, [placed(), cancelled(), paid()], (shop) => retryParked(shop, prevail, { commandId: '1', actor: 'dana' }))).toMatchObject({ 'order-main.A1': { status: 'paid' } });
  });

  it('adds up refunds and leaves out the lines', async () => {
    const { 'order-main.A1': doc } = await documents(orders, [paid(), refunded('R1', { amountMinor: 100 }), refunded('R2', { lines: [{ lineId: 'tea', quantity: 1 }] })]);
    expect(doc).toMatchObject({ status: 'paid', refundedMinor: 1100, refunds: [{ refundId: 'R1', amountMinor: 100 }, { refundId: 'R2', amountMinor: 1000, at: '2026-03-01T15:00:00.000Z' }] });
    expect(doc).not.toHaveProperty('lines');
  });
});

describe('commerce_carts', () => {
  const updated = (time: string, quantity: number) => fact('cart.updated', {
    shop: 'main', cartId: 'c1', memberId: 'm42', currency: 'ILS', lines: quantity === 0 ? [] : [{ lineId: '1', sku: 'tea', quantity, unitPriceMinor: 1000 }],
  }, { id: time, at: `2026-03-01T${time}:00Z` });

  it('says what lies in a cart and since when', async () => {
    expect(await documents(carts, [updated('10:00', 1), updated('10:10', 3)])).toMatchObject({ 'cart-main.c1': { status: 'open', valueMinor: 3000, lastActivityAt: '2026-03-01T10:10:00.000Z' } });
    expect(await documents(carts, [updated('10:00', 1), updated('10:10', 0)])).toMatchObject({ 'cart-main.c1': { status: 'empty', valueMinor: 0 } });
  });

  it('says what became of it', async () => {
    const gone = fact('cart.abandoned', { shop: 'main', cartId: 'c1', memberId: 'm42' }, { at: '2026-03-01T11:00:00Z' });
    expect(await documents(carts, [updated('10:00', 1), gone])).toMatchObject({ 'cart-main.c1': { status: 'abandoned', valueMinor: 1000, lastActivityAt: instant('2026-03-01T10:00:00Z') } });
    expect(await documents(carts, [gone])).toMatchObject({ 'cart-main.c1': { status: 'abandoned', memberId: 'm42', lines: [] } });
    expect(await documents(carts, [updated('09:00', 1), placed({ cartId: 'c1' })])).toMatchObject({ 'cart-main.c1': { status: 'checked_out', orderId: 'A1', lines: [{ sku: 'tea' }] } });
    expect(await documents(carts, [placed({ cartId: 'c1' })])).toMatchObject({ 'cart-main.c1': { status: 'checked_out' } });
  });
});

describe('commerce_parked', () => {
  const odd = paid({ currency: 'USD' }, { id: 'odd' });
  const id = 'order-main.A1/odd';
  const settlement = { stream: 'order-main.A1', factId: 'odd', reason: 'test' };

  it('lists what is parked, with the fact and what it clashes with', async () => {
    expect(await documents(parkedFacts, [placed(), odd])).toMatchObject({ [id]: { status: 'parked', code: 'currency_differs', facts: { told: 'USD', known: 'ILS' }, shop: 'main', factType: 'order.paid', fact: odd } });
  });

  it('keeps what an operator did about it', async () => {
    expect(await documents(parkedFacts, [placed(), odd], (shop) => discardParked(shop, settlement, { commandId: '1', actor: 'dana' }))).toMatchObject({ [id]: { status: 'discarded', settled: { by: 'dana', reason: 'test' } } });
    expect(await documents(parkedFacts, [placed(), odd], (shop) => retryParked(shop, { ...settlement, overrule: true }, { commandId: '1', actor: 'dana' }))).toMatchObject({ [id]: { status: 'retried' } });
  });

  it('lists what waits, until it need not any more', async () => {
    const waits = refunded('R1', { amountMinor: 100 });
    expect(await documents(parkedFacts, [waits])).toMatchObject({ 'order-main.A1/R1': { status: 'waiting', code: 'waits_for_payment' } });
    expect(await documents(parkedFacts, [waits, paid(), refunded('R2', { amountMinor: 1 })])).toEqual({});
    expect(await documents(parkedFacts, [refunded('R1', { amountMinor: 9999 }), paid()])).toMatchObject({ 'order-main.A1/R1': { status: 'parked', code: 'refund_above_total' } });
  });
});

describe('commerce_products', () => {
  it('joins what a product is and what there is of it', async () => {
    const stock = (store: string, availableQuantity: number, time: string) => fact('stock.changed', { shop: 'main', sku: 'tea', store, availableQuantity }, { id: store + time, at: `2026-03-01T${time}:00Z` });
    const product = fact('product.changed', { shop: 'main', sku: 'tea', categories: ['Tea'], onSale: true }, { at: '2026-03-01T10:00:00Z' });
    const expected = { sku: 'tea', categories: ['Tea'], onSale: true, availableQuantity: 7 };
    expect(await documents(products, [stock('tlv', 5, '09:00'), product, stock('hfa', 3, '09:30'), stock('tlv', 4, '10:30')])).toMatchObject({ 'sku-main.tea': expected });
    expect(await documents(products, [stock('tlv', 7, '09:00'), product])).toMatchObject({ 'sku-main.tea': expected });
    expect(await documents(products, [product])).not.toHaveProperty(['sku-main.tea', 'availableQuantity']);
  });
});
