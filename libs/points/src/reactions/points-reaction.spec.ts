import { instant, plusMs } from '@loyalty/kernel';
import { streamName } from '@loyalty/ledger';
import { earnPoints, redeemPoints } from '../application/account-commands';
import { holdPoints } from '../application/hold-points';
import { aShop, header, line, NOON, order, orderStream, refund } from './a-shop.fixture';

const paid = (changes: Parameters<typeof order>[0] = {}) => ({ factId: 'f1', order: order(changes) });

describe('a paid order', () => {
  it('earns a point for each whole euro', async () => {
    const shop = await aShop();
    const { outcome } = await shop.tell(orderStream, 'order.paid.v1', paid());
    expect(outcome).toEqual({ kind: 'applied' });
    expect(await shop.balance()).toEqual({ available: 50, pending: 0, held: 0, debt: 0 });
  });

  it('earns once, however often it is delivered', async () => {
    const shop = await aShop();
    const { event } = await shop.tell(orderStream, 'order.paid.v1', paid());
    expect(await shop.reaction.handle(event)).toEqual({ kind: 'duplicate' });
    expect((await shop.balance()).available).toBe(50);
  });

  it('of a guest is nothing to points', async () => {
    const shop = await aShop();
    const { outcome } = await shop.tell(orderStream, 'order.paid.v1', paid({ memberId: undefined }));
    expect(outcome).toEqual({ kind: 'ignored', rule: 'nothing_for_points' });
  });

  it('takes the points held for it in the commit in which it earns', async () => {
    const shop = await aShop();
    await earnPoints(shop.ledger, shop.by('gift'), { wallet: 'main', memberId: 'anna', points: 300, source: { kind: 'manual', id: 'gift' } });
    const held = await holdPoints(shop.ledger, shop.by('hold'), { wallet: 'main', memberId: 'anna', points: 200, reference: { kind: 'cart', id: 'c1' } });
    await shop.tell(orderStream, 'order.paid.v1', paid({ pointsHoldId: `main:${held.answer.holdId}` }));
    expect(await shop.balance()).toEqual({ available: 150, pending: 0, held: 0, debt: 0 });
  });

  it('takes the same points anew when its hold ran out and they are still there', async () => {
    const shop = await aShop();
    await earnPoints(shop.ledger, shop.by('gift'), { wallet: 'main', memberId: 'anna', points: 300, source: { kind: 'manual', id: 'gift' } });
    const held = await holdPoints(shop.ledger, shop.by('hold'), { wallet: 'main', memberId: 'anna', points: 200, seconds: 60, reference: { kind: 'cart', id: 'c1' } });
    shop.clock.advanceMs(60_000);
    await shop.tell(orderStream, 'order.paid.v1', paid({ pointsHoldId: `main:${held.answer.holdId}` }));
    expect((await shop.balance()).available).toBe(150);
  });

  it('is refused as hold_not_open when the points of its hold are gone', async () => {
    const shop = await aShop();
    await earnPoints(shop.ledger, shop.by('gift'), { wallet: 'main', memberId: 'anna', points: 200, source: { kind: 'manual', id: 'gift' } });
    const held = await holdPoints(shop.ledger, shop.by('hold'), { wallet: 'main', memberId: 'anna', points: 200, seconds: 60, reference: { kind: 'cart', id: 'c1' } });
    shop.clock.advanceMs(60_000);
    await redeemPoints(shop.ledger, shop.by('spent'), { wallet: 'main', memberId: 'anna', points: 100, reference: { kind: 'manual', id: 'x' } });
    await expect(shop.tell(orderStream, 'order.paid.v1', paid({ pointsHoldId: `main:${held.answer.holdId}` }))).rejects.toMatchObject({ code: 'hold_not_open' });
  });
});

describe('a refund', () => {
  const tea = line('tea', 2, 1_000);
  const pot = line('pot', 1, 3_000);

  it('takes back the points of the returned unit, line by line up to the whole award', async () => {
    const shop = await aShop();
    await shop.tell(orderStream, 'order.paid.v1', paid());
    await shop.tell(orderStream, 'order.refunded.v1', refund('r1', tea, 1, { units: 1, moneyMinor: 1_000 }));
    expect((await shop.balance()).available).toBe(40);
    await shop.tell(orderStream, 'order.refunded.v1', refund('r2', pot, 1, { units: 1, moneyMinor: 4_000 }));
    expect((await shop.balance()).available).toBe(10);
    await shop.tell(orderStream, 'order.refunded.v1', refund('r3', tea, 1, { units: 2, moneyMinor: 5_000, complete: true }));
    expect(await shop.balance()).toEqual({ available: 0, pending: 0, held: 0, debt: 0 });
  });

  it('of points that were spent already leaves a debt, which the next order pays', async () => {
    const shop = await aShop();
    await shop.tell(orderStream, 'order.paid.v1', paid());
    await redeemPoints(shop.ledger, shop.by('spent'), { wallet: 'main', memberId: 'anna', points: 45, reference: { kind: 'manual', id: 'x' } });
    await shop.tell(orderStream, 'order.refunded.v1', refund('r1', pot, 1, { units: 1, moneyMinor: 3_000 }));
    expect(await shop.balance()).toEqual({ available: 0, pending: 0, held: 0, debt: -25 });
    await shop.tell(streamName('order', 'shop', 'o2'), 'order.paid.v1', paid({ orderId: 'o2' }));
    expect(await shop.balance()).toEqual({ available: 25, pending: 0, held: 0, debt: 0 });
  });

  it('gives back the share of the points that paid for the order', async () => {
    const shop = await aShop();
    await earnPoints(shop.ledger, shop.by('gift'), { wallet: 'main', memberId: 'anna', points: 100, source: { kind: 'manual', id: 'gift' } });
    const held = await holdPoints(shop.ledger, shop.by('hold'), { wallet: 'main', memberId: 'anna', points: 100, reference: { kind: 'cart', id: 'c1' } });
    await shop.tell(orderStream, 'order.paid.v1', paid({ pointsHoldId: `main:${held.answer.holdId}` }));
    expect((await shop.balance()).available).toBe(50);
    await shop.tell(orderStream, 'order.refunded.v1', refund('r1', tea, 1, { units: 1, moneyMinor: 1_000 }));
    expect((await shop.balance()).available).toBe(50 - 10 + 20);
  });

  it('delivered again takes nothing more', async () => {
    const shop = await aShop();
    await shop.tell(orderStream, 'order.paid.v1', paid());
    const { event } = await shop.tell(orderStream, 'order.refunded.v1', refund('r1', tea, 1, { units: 1, moneyMinor: 1_000 }));
    expect(await shop.reaction.handle(event)).toEqual({ kind: 'duplicate' });
    expect((await shop.balance()).available).toBe(40);
  });
});

describe('a cancelled order', () => {
  it('that was paid gives everything back', async () => {
    const shop = await aShop();
    await shop.tell(orderStream, 'order.paid.v1', paid());
    await shop.tell(orderStream, 'order.cancelled.v1', { factId: 'f2', order: header(), wasPaid: true, refundedMinor: 0 });
    expect(await shop.balance()).toEqual({ available: 0, pending: 0, held: 0, debt: 0 });
  });

  it('that was not paid releases what was held for it', async () => {
    const shop = await aShop();
    await earnPoints(shop.ledger, shop.by('gift'), { wallet: 'main', memberId: 'anna', points: 100, source: { kind: 'manual', id: 'gift' } });
    const held = await holdPoints(shop.ledger, shop.by('hold'), { wallet: 'main', memberId: 'anna', points: 80, reference: { kind: 'cart', id: 'c1' } });
    await shop.tell(orderStream, 'order.cancelled.v1', { factId: 'f2', order: header({ pointsHoldId: `main:${held.answer.holdId}` }), wasPaid: false, refundedMinor: 0 });
    expect(await shop.balance()).toEqual({ available: 100, pending: 0, held: 0, debt: 0 });
  });
});

describe('points that wait', () => {
  const pending = { kind: 'event', event: 'order.fulfilled', atLatestDays: 30 } as const;

  it('for the order to be fulfilled become available when it is', async () => {
    const shop = await aShop({ program: { pending } });
    await shop.tell(orderStream, 'order.paid.v1', paid());
    expect(await shop.balance()).toEqual({ available: 0, pending: 50, held: 0, debt: 0 });
    await shop.tell(orderStream, 'order.fulfilled.v1', { factId: 'f2', order: header() });
    expect(await shop.balance()).toEqual({ available: 50, pending: 0, held: 0, debt: 0 });
  });

  it('are available at once when the order was fulfilled before it was paid', async () => {
    const shop = await aShop({ program: { pending } });
    await shop.tell(orderStream, 'order.fulfilled.v1', { factId: 'f2', order: header() });
    await shop.tell(orderStream, 'order.paid.v1', paid());
    expect(await shop.balance()).toEqual({ available: 50, pending: 0, held: 0, debt: 0 });
  });

  it('are available at the latest after the stated days, with no scheduler running', async () => {
    const shop = await aShop({ program: { pending } });
    await shop.tell(orderStream, 'order.paid.v1', paid(), NOON);
    shop.clock.set(plusMs(instant('2025-03-31T12:00:00Z'), -1));
    expect((await shop.balance()).pending).toBe(50);
    shop.clock.set(instant('2025-03-31T12:00:00Z'));
    expect(await shop.balance()).toEqual({ available: 50, pending: 0, held: 0, debt: 0 });
  });

  it('for an activity of the order become available with it', async () => {
    const shop = await aShop({ program: { pending: { kind: 'event', event: { activity: 'delivery.confirmed' } } } });
    await shop.tell(orderStream, 'order.paid.v1', paid());
    await shop.tell(streamName('activity', 'shop', 'a1'), 'activity.recorded.v1', { factId: 'f2', shop: 'shop', memberId: 'anna', activityId: 'a1', activity: 'delivery.confirmed', orderId: 'o1' });
    expect(await shop.balance()).toEqual({ available: 50, pending: 0, held: 0, debt: 0 });
  });
});

describe('an activity', () => {
  it('earns what the programme gives for its kind, as often as it may', async () => {
    const rule = { ruleId: 'review', name: { en: 'Review' }, on: { activity: 'review' }, wallet: 'main', effect: { kind: 'fixed', points: 20 }, base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 0, frequency: { times: 2, per: 'month' } } as const;
    const shop = await aShop({ program: { rules: [rule] } });
    for (const n of [1, 2, 3]) await shop.tell(streamName('activity', 'shop', `a${n}`), 'activity.recorded.v1', { factId: `f${n}`, shop: 'shop', memberId: 'anna', activityId: `a${n}`, activity: 'review' });
    expect((await shop.balance()).available).toBe(40);
  });
});
