import { instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { readFact } from '../facts/read-fact';
import { anOrder, record } from '../facts/facts.fixture';
import { cancelled, paid, placed, refunded } from './order-facts.fixture';
import { order } from './order';

const at = instant('2026-03-02T09:00:00Z');
const retry = (factId: string, more: object = {}) => ({ type: 'retry_parked' as const, factId, at, reason: 'called the shop', ...more });
const cupOnly = { lines: [anOrder().lines[1]!] };

describe('an operator', () => {
  const tooMuch = given(order).commands(record(paid()), record(refunded('R1', { lines: [{ lineId: 'tea', quantity: 4 }] })));

  it('discards a parked fact for good', () => {
    const discard = { type: 'discard_parked' as const, factId: 'R1', at, reason: 'test order' };
    tooMuch.when(discard).then({ type: 'fact.discarded.v1', effectiveAt: at, data: { factId: 'R1', factType: 'order.refunded', reason: 'test order' } });
    expect(tooMuch.when(discard).state.parked).toEqual([]);
    tooMuch.commands(discard).when(discard).thenRefused('fact_not_parked');
  });

  it('retries it corrected, and its effect follows', () => {
    const corrected = readFact(refunded('R1', { lines: [{ lineId: 'tea', quantity: 3 }] }));
    tooMuch.when(retry('R1', { corrected })).thenLike({ type: 'fact.retried.v1', data: { factId: 'R1', corrected: true, overruled: false } }, { type: 'order.refunded.v1', data: { factId: 'R1', amountMinor: 3000 } });
    expect(tooMuch.when(retry('R1', { corrected })).state.parked).toEqual([]);
  });

  it('may not correct it into a fact of another type', () => {
    tooMuch.when(retry('R1', { corrected: readFact(cancelled({ id: 'R1' })) })).thenRefused('correction_differs');
  });

  it('retries in vain what still contradicts', () => tooMuch.when(retry('R1')).thenNothing());

  it('lets a payment prevail over what was placed', () => {
    given(order).commands(record(placed()), record(paid(cupOnly))).when(retry('order.paid', { overrule: true }))
      .thenLike({ type: 'fact.retried.v1', data: { overruled: true } }, { type: 'order.paid.v1', data: { order: { totalMinor: 4000 } } });
  });

  it('lets a payment prevail over a cancellation, and the refunds that it parked can be retried', () => {
    const waited = given(order).commands(record(placed()), record(refunded('R1', { amountMinor: 5 })), record(cancelled()), record(paid()));
    const { state } = waited.when(retry('order.paid', { overrule: true }));
    expect(state.own).toMatchObject({ cancelled: false, paidAt: '2026-03-01T11:00:00.000Z' });
    waited.commands(retry('order.paid', { overrule: true })).when(retry('R1')).thenLike({ type: 'fact.retried.v1' }, { type: 'order.refunded.v1' });
  });

  it('lets a cancellation prevail over its time, and then it counts from the payment on', () => {
    given(order).commands(record(paid()), record(cancelled({ at: '2026-03-01T10:30:00Z' }))).when(retry('order.cancelled', { overrule: true }))
      .thenLike({ type: 'fact.retried.v1' }, { type: 'order.cancelled.v1', effectiveAt: '2026-03-01T11:00:00.000Z', data: { wasPaid: true } });
  });

  it('cannot let a second payment prevail over the first', () => {
    given(order).commands(record(paid()), record(paid(cupOnly, { id: 'p2' }))).when(retry('p2', { overrule: true })).thenNothing();
  });
});
