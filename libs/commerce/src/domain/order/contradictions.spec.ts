import { given } from '@loyalty/testing';
import type { Order, OrderFact } from '@loyalty/contracts';
import { aLine, anOrder, record } from '../facts/facts.fixture';
import { cancelled, fulfilled, paid, placed, refunded } from './order-facts.fixture';
import { order } from './order';

const [tea, cup] = anOrder().lines as [Order['lines'][0], Order['lines'][0]];

const CONTRADICTIONS: readonly [string, readonly OrderFact[], OrderFact, string][] = [
  ['another currency', [placed()], paid({ currency: 'USD' }), 'currency_differs'],
  ['another tax mode', [placed()], paid({ taxMode: 'net' }), 'tax_mode_differs'],
  ['a line less', [placed()], paid({ lines: [tea] }), 'lines_differ'],
  ['another line', [placed()], paid({ lines: [tea, aLine({ lineId: 'mug', unitPriceMinor: 2500 })] }), 'lines_differ'],
  ['another price', [placed()], paid({ lines: [tea, { ...cup, unitPriceMinor: 2400 }] }), 'lines_differ'],
  ['another quantity', [placed()], paid({ lines: [{ ...tea, quantity: 2 }, cup] }), 'lines_differ'],
  ['another discount', [placed()], paid({ lines: [{ ...tea, discountMinor: 1 }, cup] }), 'lines_differ'],
  ['other shipping', [placed()], paid({ shipping: [] }), 'shipping_differs'],
  ['another member', [placed()], paid({ memberId: 'm43' }), 'member_differs'],
  ['nobody, where there was a member', [placed()], paid({ memberId: undefined }), 'member_differs'],
  ['a member placed what a guest paid', [paid({ memberId: undefined })], placed(), 'member_differs'],
  ['placed with other lines after payment', [paid()], placed({ lines: [cup] }), 'lines_differ'],
  ['placed again with other lines', [placed()], placed({ lines: [cup] }, { id: 'edit' }), 'lines_differ'],
  ['paid again with other lines', [paid()], paid({ lines: [cup] }, { id: 'edit' }), 'lines_differ'],
  ['paid again by another member', [paid()], paid({ memberId: 'm43' }, { id: 'edit' }), 'member_differs'],
  ['paid after it was cancelled', [placed(), cancelled()], paid(), 'paid_after_cancelled'],
  ['paid after a cancellation that still waits', [cancelled({ at: '2026-03-01T10:59:59Z' })], paid(), 'paid_after_cancelled'],
  ['fulfilled after it was cancelled', [placed(), cancelled()], fulfilled(), 'fulfilled_after_cancelled'],
  ['cancelled after it was fulfilled', [paid(), fulfilled()], cancelled(), 'cancelled_after_fulfilled'],
  ['cancelled before it was paid, told later', [paid()], cancelled({ at: '2026-03-01T10:30:00Z' }), 'cancelled_before_paid'],
  ['refunded after it was cancelled unpaid', [placed(), cancelled()], refunded('R1', { amountMinor: 1 }), 'refunded_after_cancelled'],
  ['a refund in another currency', [paid()], refunded('R1', { amountMinor: 1, currency: 'USD' }), 'currency_differs'],
  ['a refund of an unknown line', [paid()], refunded('R1', { lines: [{ lineId: 'mug', quantity: 1 }] }), 'refund_line_unknown'],
  ['a refund of a line named like a member of every object', [paid()], refunded('R1', { lines: [{ lineId: '__proto__', quantity: 1 }] }), 'refund_line_unknown'],
  ['more units back than were ordered', [paid()], refunded('R1', { lines: [{ lineId: 'tea', quantity: 4 }] }), 'refund_above_quantity'],
  ['more units back than are left', [paid(), refunded('R1', { lines: [{ lineId: 'tea', quantity: 2 }] })], refunded('R2', { lines: [{ lineId: 'tea', quantity: 2 }] }), 'refund_above_quantity'],
  ['more money back than a line cost', [paid()], refunded('R1', { lines: [{ lineId: 'tea', amountMinor: 3001 }] }), 'refund_above_line'],
  ['more money back than is left of a line', [paid(), refunded('R1', { lines: [{ lineId: 'tea', amountMinor: 2500 }] })], refunded('R2', { lines: [{ lineId: 'tea', quantity: 1 }] }), 'refund_above_line'],
  ['more shipping back than was paid', [paid()], refunded('R1', { shippingMinor: 1501 }), 'refund_above_shipping'],
  ['more back than the order cost', [paid()], refunded('R1', { amountMinor: 7001 }), 'refund_above_total'],
  ['more back than is left of the order', [paid(), refunded('R1', { amountMinor: 6000 })], refunded('R2', { lines: [{ lineId: 'cup', quantity: 1 }] }), 'refund_above_total'],
  ['another refund of the same id', [paid(), refunded('R1', { amountMinor: 5 })], refunded('R1', { amountMinor: 6 }, { id: 'other' }), 'refund_differs'],
];

describe('a contradiction is parked with its reason and has no effect', () => {
  it.each(CONTRADICTIONS)('%s', (_, known, told, code) => {
    const history = given(order).commands(...known.map((each) => record(each)));
    const before = history.when(record(known[0]!)).state;
    history.when(record(told)).thenLike({ type: 'fact.parked.v1', data: { fact: told, code } });
    expect(history.when(record(told)).state).toEqual({ own: before.own, parked: [expect.objectContaining({ code })] });
  });

  it('once: the same under another fact id is known', () => {
    const wrong = paid({ currency: 'USD' });
    given(order).commands(record(placed()), record(wrong)).when(record({ ...wrong, factId: 'again' })).thenNothing();
  });

  it('up to a limit', () => {
    const wrong = (i: number) => record(paid({ lines: [aLine({ quantity: i + 1 })] }, { id: `w${i}` }));
    given(order).commands(record(placed()), ...Array.from({ length: 20 }, (_, i) => wrong(i))).when(wrong(20)).thenRefused('parked_limit', { limit: 20 });
  });
});

describe('what does not contradict', () => {
  it.each<[string, OrderFact, OrderFact]>([
    ['lines in another order', placed(), paid({ lines: [cup, tea] })],
    ['a guest who has become a member by the time of payment', placed({ memberId: undefined }), paid()],
    ['that guest, told later', paid(), placed({ memberId: undefined })],
    ['a means of payment that is known only then', placed(), paid({ paymentMethod: 'card', store: 'tlv' })],
    ['categories that were corrected', placed(), paid({ lines: [{ ...tea, categories: ['Tea'] }, cup] })],
    ['a discount of nothing', placed(), paid({ lines: [{ ...tea, discountMinor: 0, taxMinor: 0 }, cup] })],
  ])('%s', (_, first, second) => {
    given(order).commands(record(first)).when(record(second)).thenLike({ type: `${second.type}.v1` });
  });
});
