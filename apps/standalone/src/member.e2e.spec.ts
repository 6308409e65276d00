import { ago, fact, order, Shop } from './shop.fixture';

describe('a member', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop.close());

  it('joins, orders and reviews, and has the points of each', async () => {
    const answers = await shop.tell(
      fact('anna-joins', 'customer.registered', { shop: 'main', memberId: 'anna' }, ago(4)),
      fact('a1-placed', 'order.placed', { order: order('A-1', 'anna') }),
      fact('a1-paid', 'order.paid', { order: order('A-1', 'anna') }),
      fact('a1-review', 'activity.recorded', { shop: 'main', memberId: 'anna', activityId: 'review-1', activity: 'review' }, ago(1)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied', 'applied']);
    await shop.settled();
    expect(await shop.balance('anna')).toEqual([0, 50 + 112 + 20, 0, 0]);
  });

  it('has an order whose points are told line by line', async () => {
    const { status, body } = await shop.ask('GET', '/v1/points/orders/main/A-1');
    expect([status, body.memberId]).toEqual([200, 'anna']);
    expect(body.awards).toEqual([{ wallet: 'beans', awardId: expect.stringMatching(/^L/), points: 112, lines: [{ lineId: '1', points: 72 }, { lineId: '2', points: 40 }] }]);
    expect((await shop.ask('GET', '/v1/commerce/orders/main/A-1')).body).toMatchObject({ status: 'paid', totalMinor: 12_700, lines: [{ payableMinor: 7_200 }, { payableMinor: 4_000 }] });
  });

  it('gets nothing for what is told again, under the same id or another', async () => {
    const before = await shop.balance('anna');
    const [again, other] = await shop.tell(fact('a1-paid-again', 'order.paid', { order: order('A-1', 'anna') }), fact('a1-review-again', 'activity.recorded', { shop: 'main', memberId: 'anna', activityId: 'review-1', activity: 'review' }, ago(1)));
    expect([again!.status, other!.status]).toEqual(['duplicate', 'duplicate']);
    await shop.settled();
    expect(await shop.balance('anna')).toEqual(before);
  });

  it('gives back the points of what is refunded, to the last', async () => {
    const refund = (refundId: string, back: object) => fact(refundId, 'order.refunded', { shop: 'main', orderId: 'A-1', refundId, currency: 'ILS', ...back }, ago(0.5));
    await shop.tell(refund('R1', { lines: [{ lineId: '1', quantity: 1 }] }));
    await shop.settled();
    expect(await shop.balance('anna')).toEqual([0, 182 - 24, 0, 0]);
    await shop.tell(refund('R2', { shippingMinor: 1_500, lines: [{ lineId: '1', quantity: 2 }, { lineId: '2', quantity: 1 }] }));
    await shop.settled();
    expect(await shop.balance('anna')).toEqual([0, 182 - 112, 0, 0]);
    expect((await shop.ask('GET', '/v1/points/orders/main/A-1')).body.returned).toMatchObject({ amount: { part: 12_700, of: 12_700 }, complete: true });
    expect((await shop.ask('GET', '/v1/commerce/orders/main/A-1')).body).toMatchObject({ status: 'refunded', complete: true, refunds: [{ refundId: 'R1' }, { refundId: 'R2' }] });
  });

  it('keeps nothing of an order that is cancelled, whatever comes first', async () => {
    const whole = order('A-2', 'anna');
    await shop.tell(fact('a2-cancelled', 'order.cancelled', { shop: 'main', orderId: 'A-2' }, ago(1)), fact('a2-paid', 'order.paid', { order: whole }, ago(0.2)), fact('a3-paid', 'order.paid', { order: order('A-3', 'anna') }, ago(1)));
    await shop.tell(fact('a4-fulfilled', 'order.fulfilled', { shop: 'main', orderId: 'A-4' }), fact('a3-cancelled', 'order.cancelled', { shop: 'main', orderId: 'A-3' }, ago(0.5)));
    await shop.settled();
    expect(await shop.balance('anna')).toEqual([0, 70, 0, 0]);
    const { body } = await shop.ask('GET', '/v1/commerce/parked');
    const found = body.items.map(({ factId, code }: { factId: string; code: string }) => `${factId}: ${code}`).sort();
    expect(found).toEqual(['a2-cancelled: waits_for_order', 'a2-paid: paid_after_cancelled', 'a4-fulfilled: waits_for_order']);
  });

  it('has a payment that an operator lets count after all', async () => {
    const [{ stream, factId }] = (await shop.ask('GET', '/v1/commerce/parked?status=parked')).body.items;
    const word = { stream, factId, reason: 'The bank confirmed it', overrule: true };
    const { headers, body } = await shop.ask('POST', '/v1/commerce/parked/retry', { as: 'support', body: word });
    expect([body.status, headers.get('ledger-position')]).toEqual(['applied', String(body.position)]);
    await shop.settled();
    expect(await shop.balance('anna')).toEqual([0, 70 + 112, 0, 0]);
    expect((await shop.ask('POST', '/v1/commerce/parked/discard', { body: { stream, factId, reason: 'Once is enough' } })).body.code).toBe('fact_not_parked');
  });

  it('sees a statement that adds up, and the books of the wallet add up to zero', async () => {
    const { items } = await shop.see('anna', 'statement?first=oldest');
    let balance = 0;
    for (const entry of items) expect((balance += entry.change)).toBe(entry.balance);
    expect(balance).toBe(182);
    const { body } = await shop.ask('GET', '/v1/points/trial-balance', { as: 'auditor' });
    for (const { wallet: _wallet, events: _events, ...books } of body.items) expect(Object.values(books as Record<string, string>).reduce((sum, book) => sum + BigInt(book), 0n)).toBe(0n);
  });

  it('with a name that looks like anything has an account of its own', async () => {
    const names = ['__proto__', 'constructor', 'a:b@c~d', '~'.repeat(64), 'm-_'];
    for (const [i, name] of names.entries()) await shop.move(name, 'earn', { points: i + 1, source: { kind: 'manual', id: name } });
    await shop.settled();
    for (const [i, name] of names.entries()) {
      expect(await shop.balance(name)).toEqual([0, i + 1, 0, 0]);
      expect((await shop.see(name, 'statement')).items).toHaveLength(1);
      expect((await shop.ask('GET', `/v1/points/accounts?memberId=${name}`)).body.items).toMatchObject([{ memberId: name, available: i + 1 }]);
    }
  });
});
