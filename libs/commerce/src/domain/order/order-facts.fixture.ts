import type { Order, Refund } from '@loyalty/contracts';
import { anOrder, fact } from '../facts/facts.fixture';

interface When {
  readonly id?: string;
  readonly at?: string;
}

const A1 = { shop: 'main', orderId: 'A1' };

/** The facts of one order, an hour apart: placed at 10, paid at 11, fulfilled at 13, cancelled at 14, refunded at 15. */
export const placed = (order: Partial<Order> = {}, when: When = {}) => fact('order.placed', { order: anOrder(order) }, { at: '2026-03-01T10:00:00Z', ...when });
export const paid = (order: Partial<Order> = {}, when: When = {}) => fact('order.paid', { order: anOrder(order) }, { at: '2026-03-01T11:00:00Z', ...when });
export const fulfilled = (when: When = {}) => fact('order.fulfilled', A1, { at: '2026-03-01T13:00:00Z', ...when });
export const cancelled = (when: When = {}) => fact('order.cancelled', A1, { at: '2026-03-01T14:00:00Z', ...when });
export const refunded = (refundId: string, back: Pick<Refund, 'lines' | 'shippingMinor' | 'amountMinor'> & { currency?: string }, when: When = {}) =>
  fact('order.refunded', { ...A1, refundId, currency: 'ILS', ...back }, { id: refundId, at: '2026-03-01T15:00:00Z', ...when });
