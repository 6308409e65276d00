import { DAY_MS, aClub, NOON, order, refund } from '../application/issuing/a-club.fixture';

describe('a shopper in the view', () => {
  it('has every order as it stood when it was told, and what came back of it', async () => {
    const club = await aClub();
    await club.paid({ orderId: 'o1' });
    club.clock.advanceMs(DAY_MS);
    await club.paid({ orderId: 'o2', totalMinor: 7_000 });
    await club.tell('o2', 'order.refunded.v1', refund('o2', 2_500));
    const { lines: _lines, shipping: _shipping, shippingMinor: _shippingMinor, ...header } = order({ orderId: 'o1', placedAt: NOON });
    await club.tell('o1', 'order.cancelled.v1', { order: header, wasPaid: true, refundedMinor: 0 });
    await club.paid({ orderId: 'o3', totalMinor: 100 });
    expect((await club.shoppers.get('anna')).item!.doc).toEqual({
      memberId: 'anna', orders: 2, spentMinor: { EUR: 4_600 }, lastOrderAt: '2026-03-11T12:00:00.000Z', categories: ['Tea'],
      recent: [
        { order: 'main/o3', number: 2, placedAt: '2026-03-11T12:00:00.000Z', currency: 'EUR', paidMinor: 100, spentMinor: 4_600 },
        { order: 'main/o2', number: 2, placedAt: '2026-03-11T12:00:00.000Z', currency: 'EUR', paidMinor: 4_500, spentMinor: 12_000 },
        { order: 'main/o1', number: 1, placedAt: NOON, currency: 'EUR', paidMinor: 0, spentMinor: 5_000, cancelled: true },
      ],
    });
    await club.close();
  });
});
