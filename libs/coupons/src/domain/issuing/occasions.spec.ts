import type { IssuingRule } from '@loyalty/contracts';
import { plusMs } from '@loyalty/kernel';
import { NOON } from '../codes/codes.fixture';
import { isForOrder, type OrderOccasion } from './occasions';
import type { KnownOrder } from './order-known';

const DAY_MS = 86_400_000;
const rule = (when: IssuingRule['when'], audience?: IssuingRule['audience']): IssuingRule => ({ ruleId: 'r', batchId: 'b', when, ...(audience === undefined ? {} : { audience }) });
const paid = (number: number, daysAgo: number, paidMinor: number, more: Partial<KnownOrder> = {}): KnownOrder => ({ order: `main/${number}`, number, placedAt: plusMs(NOON, -daysAgo * DAY_MS), currency: 'EUR', paidMinor, spentMinor: 0, ...more });

const third = paid(3, 0, 4_000, { spentMinor: 12_000 });
const occasion = (more: Partial<OrderOccasion> = {}): OrderOccasion => ({ categories: ['Tea'], everBought: ['Tea', 'Ware'], known: third, history: [third, paid(2, 20, 3_000), paid(1, 90, 5_000)], ...more });

describe('an issuing rule', () => {
  it('for the n-th order means that one only', () => {
    expect([2, 3, 4].map((nth) => isForOrder(rule({ kind: 'nthOrder', nth }), occasion()))).toEqual([false, true, false]);
  });

  it('for spend counts ever, or the days up to the order', () => {
    const reached = (amountMinor: number, days?: number) => isForOrder(rule({ kind: 'spendReached', amounts: { EUR: amountMinor }, ...(days === undefined ? {} : { days }) }), occasion());
    expect([reached(12_000), reached(12_001)]).toEqual([true, false]);
    expect([reached(7_000, 30), reached(7_001, 30), reached(12_000, 91), reached(7_000, 20)]).toEqual([true, false, true, false]);
    expect(isForOrder(rule({ kind: 'spendReached', amounts: { ILS: 1 } }), occasion())).toBe(false);
  });

  it('for spend counts no order that came later', () => {
    const later = paid(4, -1, 90_000);
    expect(isForOrder(rule({ kind: 'spendReached', amounts: { EUR: 7_001 }, days: 30 }), occasion({ history: [later, ...occasion().history] }))).toBe(false);
  });

  it('for a category looks at the order; its audience at all that was bought', () => {
    const bought = (category: string) => isForOrder(rule({ kind: 'boughtCategory', categories: [category] }), occasion());
    expect([bought('Tea'), bought('Ware')]).toEqual([true, false]);
    const of = (audience: IssuingRule['audience']) => isForOrder(rule({ kind: 'afterOrder' }, audience), occasion());
    expect([of({ categories: ['Ware'] }), of({ categories: ['Books'] }), of({ ordersFrom: 3, ordersTo: 3 }), of({ ordersTo: 2 })]).toEqual([true, false, true, false]);
  });

  it('gives nothing for an order that was cancelled meanwhile, or of whose place nothing is known', () => {
    expect(isForOrder(rule({ kind: 'afterOrder' }), occasion({ known: { ...third, cancelled: true } }))).toBe(false);
    const { known: _known, ...unknown } = occasion();
    expect([isForOrder(rule({ kind: 'nthOrder', nth: 3 }), unknown), isForOrder(rule({ kind: 'afterOrder' }, { ordersFrom: 1 }), unknown), isForOrder(rule({ kind: 'afterOrder' }), unknown)]).toEqual([false, false, true]);
  });
});
