import { given } from '@loyalty/testing';
import type { Order } from '@loyalty/contracts';
import { aLine, record } from '../facts/facts.fixture';
import { paid, refunded } from './order-facts.fixture';
import { order } from './order';

const history = (over: Partial<Order> = {}) => given(order).commands(record(paid(over)));
const thirds = { lines: [aLine({ lineId: 'soap', quantity: 3, unitPriceMinor: 34, discountMinor: 2 })], shipping: [] };
const units = (lineId: string, quantity: number) => ({ lines: [{ lineId, quantity }] });

describe('a refund', () => {
  it('says for each line what went back now and so far, and shows the line as it was paid', () => {
    history().commands(record(refunded('R1', units('tea', 1)))).when(record(refunded('R2', { lines: [{ lineId: 'tea', quantity: 1 }, { lineId: 'cup', amountMinor: 300 }], shippingMinor: 500 }))).thenLike({
      type: 'order.refunded.v1',
      data: {
        refundId: 'R2', amountMinor: 1800, refundedMinor: 2800, shippingMinor: 500, wholeOrderMinor: 0, complete: false,
        order: { orderId: 'A1', memberId: 'm42', currency: 'ILS', totalMinor: 7000 },
        lines: [
          { line: { lineId: 'tea', sku: 'tea', quantity: 3, payableMinor: 3000 }, quantity: 1, amountMinor: 1000, byShare: true, refundedQuantity: 2, refundedMinor: 2000 },
          { line: { lineId: 'cup', quantity: 1 }, quantity: 0, amountMinor: 300, byShare: false, refundedQuantity: 0, refundedMinor: 300 },
        ],
      },
    });
  });

  it('of a third of 1.00, thrice, gives 0.33, 0.33 and 0.34', () => {
    const amount = (...before: string[]) => history(thirds).commands(...before.map((id) => record(refunded(id, units('soap', 1))))).when(record(refunded('last', units('soap', 1)))).events[0]!.data;
    expect(amount()).toMatchObject({ amountMinor: 33, complete: false });
    expect(amount('R1')).toMatchObject({ amountMinor: 33, complete: false });
    expect(amount('R1', 'R2')).toMatchObject({ amountMinor: 34, refundedMinor: 100, complete: true });
  });

  it('by share is a share of the line, whatever was given back for other units by amount', () => {
    const first = record(refunded('R1', { lines: [{ lineId: 'soap', quantity: 1, amountMinor: 30 }] }));
    history(thirds).commands(first).when(record(refunded('R2', units('soap', 1)))).thenLike({ data: { amountMinor: 33, refundedMinor: 63 } });
    history(thirds).commands(first, record(refunded('R2', units('soap', 1)))).when(record(refunded('R3', units('soap', 1)))).thenLike({ data: { amountMinor: 33, refundedMinor: 96, complete: true } });
  });

  it('may be of money only, for a line or for the whole order', () => {
    history().when(record(refunded('R1', { lines: [{ lineId: 'tea', amountMinor: 500 }] }))).thenLike({ data: { amountMinor: 500, lines: [{ quantity: 0, refundedQuantity: 0, refundedMinor: 500 }] } });
    history().when(record(refunded('R1', { amountMinor: 500 }))).thenLike({ data: { amountMinor: 500, wholeOrderMinor: 500, lines: [] } });
  });

  it('is complete when all money is back, or every unit', () => {
    history().when(record(refunded('R1', { amountMinor: 7000 }))).thenLike({ data: { complete: true } });
    history().when(record(refunded('R1', { lines: [{ lineId: 'tea', quantity: 3, amountMinor: 0 }, { lineId: 'cup', quantity: 1 }] }))).thenLike({ data: { complete: true, refundedMinor: 2500 } });
    history().when(record(refunded('R1', units('tea', 3)))).thenLike({ data: { complete: false } });
  });

  it('of a line that cost nothing gives back units and no money', () => {
    history({ lines: [aLine({ lineId: 'gift', unitPriceMinor: 0 })], shipping: [] }).when(record(refunded('R1', units('gift', 1)))).thenLike({ data: { amountMinor: 0, complete: true } });
  });

  it('finds a line among a thousand', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => aLine({ lineId: `l${i}`, unitPriceMinor: i }));
    history({ lines }).when(record(refunded('R1', { lines: lines.map(({ lineId }) => ({ lineId, quantity: 1 })), shippingMinor: 1500 }))).thenLike({ data: { refundedMinor: 499_500 + 1500, complete: true } });
  });

  it('told again with its lines in another order is known', () => {
    const back = [{ lineId: 'tea', quantity: 1 }, { lineId: 'cup', amountMinor: 300 }];
    const known = history().commands(record(refunded('R1', { lines: back })));
    known.when(record(refunded('R1', { lines: back.toReversed() }, { id: 'again' }))).thenNothing();
    known.when(record(refunded('R1', { lines: back.slice(1) }, { id: 'less' }))).thenLike({ type: 'fact.parked.v1', data: { code: 'refund_differs' } });
  });
});
