import type { Fact, FactBatchDto, Order } from '@loyalty/contracts';
import type { DiscardParkedDto, RetryParkedDto } from './parked.dto';

// Bodies that the API description shows, each ready to be sent; a spec sends them all.

const ORDER: Order = {
  shop: 'main', orderId: 'A-1001', memberId: 'm42', currency: 'ILS', placedAt: '2026-03-01T10:00:00+02:00', taxMode: 'gross', channel: 'web',
  lines: [{ lineId: '1', sku: 'tea-earl-grey', quantity: 3, unitPriceMinor: 2_400, categories: ['Tea'] }, { lineId: '2', sku: 'pot', quantity: 1, unitPriceMinor: 4_800, discountMinor: 800 }],
  shipping: [{ method: 'courier', amountMinor: 1_500 }],
};

const TOLD: readonly Fact[] = [
  { factId: 'shop/2026-03-01/1', type: 'order.placed', occurredAt: '2026-03-01T10:00:00+02:00', data: { order: ORDER } },
  { factId: 'shop/2026-03-01/2', type: 'order.paid', occurredAt: '2026-03-01T10:02:00+02:00', data: { order: ORDER } },
  { factId: 'shop/2026-03-03/1', type: 'order.fulfilled', occurredAt: '2026-03-03T09:00:00+02:00', data: { shop: 'main', orderId: 'A-1001' } },
  { factId: 'shop/2026-03-09/1', type: 'order.refunded', occurredAt: '2026-03-09T16:00:00+02:00', data: { shop: 'main', orderId: 'A-1001', refundId: 'R1', currency: 'ILS', lines: [{ lineId: '1', quantity: 1 }] } },
  { factId: 'shop/2026-03-10/1', type: 'activity.recorded', occurredAt: '2026-03-10T20:00:00+02:00', data: { shop: 'main', memberId: 'm42', activityId: 'review-9', activity: 'review', sku: 'pot' } },
];
export const FACTS: FactBatchDto = { facts: [...TOLD] };

const PARKED = { stream: 'order-main.A-1001', factId: 'shop/2026-03-01/3' };
export const RETRY: RetryParkedDto = { ...PARKED, reason: 'The till confirmed the second payment', overrule: true };
export const DISCARD: DiscardParkedDto = { ...PARKED, reason: 'Told twice by mistake' };
