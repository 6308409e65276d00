import { instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { record } from '../facts/facts.fixture';
import { cancelled, fulfilled, paid, placed, refunded } from './order-facts.fixture';
import { order } from './order';

const parked = (code: string) => ({ type: 'fact.parked.v1', data: { code } });

describe('an order', () => {
  it('is published with what its lines, its shipping and all of it come to', () => {
    given(order).when(record(placed())).thenLike({
      type: 'order.placed.v1', effectiveAt: '2026-03-01T10:00:00.000Z',
      data: { factId: 'order.placed', order: { memberId: 'm42', currency: 'ILS', totalMinor: 7000, shippingMinor: 1500, lines: [{ lineId: 'tea', amountMinor: 3000, payableMinor: 3000, discountMinor: 0 }, { lineId: 'cup', amountMinor: 2500 }] } },
    });
  });

  it('is placed, paid and fulfilled, and each event says who and how much', () => {
    const history = given(order).commands(record(placed()));
    history.when(record(paid())).thenLike({ type: 'order.paid.v1', effectiveAt: '2026-03-01T11:00:00.000Z', data: { order: { memberId: 'm42', totalMinor: 7000, lines: [{}, {}] } } });
    history.commands(record(paid())).when(record(fulfilled())).thenLike({ type: 'order.fulfilled.v1', data: { order: { orderId: 'A1', memberId: 'm42', currency: 'ILS', totalMinor: 7000 } } });
  });

  it('adds the tax to what is paid where prices are net', () => {
    const lines = [{ lineId: 'tea', sku: 'tea', quantity: 3, unitPriceMinor: 1000, discountMinor: 100, taxMinor: 493 }];
    given(order).when(record(paid({ taxMode: 'net', lines, shipping: [{ method: 'courier', amountMinor: 1000, taxMinor: 170 }] })))
      .thenLike({ data: { order: { totalMinor: 4563, shippingMinor: 1170, lines: [{ amountMinor: 2900, payableMinor: 3393 }] } } });
  });

  describe.each([
    ['placed', placed], ['paid', paid], ['fulfilled', fulfilled], ['cancelled', cancelled], ['refunded', () => refunded('R1', { amountMinor: 100 })],
  ] as const)('%s twice', (_, tell) => {
    it('changes nothing the second time, whatever the fact id', () => {
      const told = tell();
      const before = [placed(), ...(told.type === 'order.cancelled' ? [] : [paid()])].map((each) => record(each));
      given(order).commands(...before, record(told)).when(record({ ...told, factId: 'again' })).thenNothing();
    });
  });
});

describe('a later state that is delivered first', () => {
  it('stands, and the missing earlier one does not undo it', () => {
    const history = given(order).commands(record(paid()));
    history.when(record(placed())).thenLike({ type: 'order.placed.v1' });
    expect(history.when(record(placed())).state.own).toMatchObject({ placed: true, paidAt: '2026-03-01T11:00:00.000Z' });
  });

  it('is what everything later goes by', () => {
    const history = given(order).commands(record(paid()), record(placed({ memberId: undefined })));
    history.when(record(fulfilled())).thenLike({ data: { order: { memberId: 'm42' } } });
  });

  it('waits when it cannot say who and how much: a refund for the payment', () => {
    const refund = refunded('R1', { lines: [{ lineId: 'tea', quantity: 1 }] });
    given(order).when(record(refund)).then({ type: 'fact.waiting.v1', effectiveAt: instant(refund.occurredAt), data: { fact: refund, waitsFor: 'payment' } });
    given(order).commands(record(placed())).when(record(refund)).thenLike({ type: 'fact.waiting.v1', data: { waitsFor: 'payment' } });
    given(order).commands(record(refund)).when(record(paid())).thenLike(
      { type: 'order.paid.v1' },
      { type: 'order.refunded.v1', effectiveAt: '2026-03-01T15:00:00.000Z', data: { factId: 'R1', amountMinor: 1000 } },
    );
  });

  it('waits for the order: a cancellation and a fulfilment', () => {
    given(order).commands(record(cancelled())).when(record(placed())).thenLike({ type: 'order.placed.v1' }, { type: 'order.cancelled.v1', data: { wasPaid: false, order: { memberId: 'm42' } } });
    given(order).commands(record(fulfilled())).when(record(paid())).thenLike({ type: 'order.paid.v1' }, { type: 'order.fulfilled.v1' });
    given(order).commands(record(fulfilled()), record(cancelled())).when(record(placed())).thenLike({ type: 'order.placed.v1' }, { type: 'order.fulfilled.v1' }, parked('cancelled_after_fulfilled'));
  });

  it('waits once', () => {
    const refund = refunded('R1', { amountMinor: 100 });
    given(order).commands(record(refund)).when(record({ ...refund, factId: 'again' })).thenNothing();
    given(order).commands(record(refund)).when(record(refunded('R1', { amountMinor: 200 }, { id: 'other' }))).thenLike(parked('refund_differs'));
    given(order).commands(record(cancelled())).when(record(cancelled({ id: 'again' }))).thenNothing();
  });

  it('is parked when what it waited for contradicts it', () => {
    const tooMuch = refunded('R1', { amountMinor: 7001 });
    const { state } = given(order).commands(record(tooMuch)).when(record(paid()));
    expect(state.own.waiting).toEqual([]);
    expect(state.parked).toMatchObject([{ code: 'refund_above_total', fact: tooMuch }]);
  });

  it('does not wait in a crowd', () => {
    const crowd = Array.from({ length: 50 }, (_, i) => record(refunded(`R${i}`, { amountMinor: 1 })));
    given(order).commands(...crowd).when(record(refunded('R50', { amountMinor: 1 }))).thenRefused('waiting_limit', { limit: 50 });
  });
});

describe('a refund never counts before the payment', () => {
  it('however the clocks of the shop disagree', () => {
    given(order).commands(record(paid())).when(record(refunded('R1', { amountMinor: 1 }, { at: '2026-03-01T10:59:58Z' }))).thenLike({ effectiveAt: '2026-03-01T11:00:00.000Z' });
  });
});

describe('a cancellation', () => {
  it('of an order that was paid says so, and what went back before', () => {
    given(order).commands(record(paid()), record(refunded('R1', { amountMinor: 500 }))).when(record(cancelled()))
      .thenLike({ type: 'order.cancelled.v1', data: { wasPaid: true, refundedMinor: 500, order: { memberId: 'm42', totalMinor: 7000 } } });
  });

  it('of the very moment of the payment came after it, whichever is told first', () => {
    const same = { at: '2026-03-01T11:00:00Z' };
    given(order).commands(record(paid())).when(record(cancelled(same))).thenLike({ type: 'order.cancelled.v1' });
    given(order).commands(record(cancelled(same))).when(record(paid())).thenLike({ type: 'order.paid.v1' }, { type: 'order.cancelled.v1', data: { wasPaid: true } });
  });

  it('does not end refunds of an order that was paid', () => {
    given(order).commands(record(paid()), record(cancelled())).when(record(refunded('R1', { amountMinor: 7000 }))).thenLike({ type: 'order.refunded.v1', data: { complete: true } });
  });

  it('parks the refunds that waited for a payment', () => {
    given(order).commands(record(placed()), record(refunded('R1', { amountMinor: 5 }))).when(record(cancelled())).thenLike({ type: 'order.cancelled.v1' }, parked('refunded_after_cancelled'));
  });
});
