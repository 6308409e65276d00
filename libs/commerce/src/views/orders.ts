import type { Instant } from '@loyalty/kernel';
import type { OrderEvent, OrderHeader } from '@loyalty/contracts';
import type { Projection } from '@loyalty/views';
import { asCommerceEvent } from './commerce-event';

export type OrderStatus = 'placed' | 'paid' | 'fulfilled' | 'refunded' | 'cancelled';

/** An order in a list; what is in it is asked from the ledger. Id: its stream. */
export interface OrderDocument extends OrderHeader {
  /** The furthest it has come: `refunded` when nothing is left of it. */
  readonly status: OrderStatus;
  readonly paidAt?: Instant;
  readonly fulfilledAt?: Instant;
  readonly cancelledAt?: Instant;
  readonly refundedMinor: number;
  readonly refunds: readonly { readonly refundId: string; readonly amountMinor: number; readonly at: Instant }[];
  readonly complete: boolean;
}

export const orders: Projection<OrderDocument> = {
  name: 'commerce_orders',
  version: 1,
  categories: ['order'],
  indexes: [{ fields: ['memberId', 'placedAt'] }, { fields: ['shop', 'status', 'placedAt'] }, { fields: ['shop', 'placedAt'] }],
  keysOf: ({ type, stream }) => (type.startsWith('order.') ? [stream] : []),
  project(doc, event) {
    const next = after(doc, asCommerceEvent(event) as OrderEvent);
    return { ...next, status: statusOf(next) };
  },
};

function after(doc: OrderDocument | undefined, event: OrderEvent): OrderDocument {
  const at = event.effectiveAt;
  switch (event.type) {
    case 'order.placed.v1': return doc ?? fresh(event.data.order);
    case 'order.paid.v1': {
      const { cancelledAt: _overruled, ...known } = doc ?? fresh(event.data.order);
      return { ...known, ...headerOf(event.data.order), paidAt: at };
    }
    case 'order.fulfilled.v1': return { ...doc!, fulfilledAt: at };
    case 'order.cancelled.v1': return { ...doc!, cancelledAt: at };
    case 'order.refunded.v1': {
      const { refundId, amountMinor, refundedMinor, complete } = event.data;
      return { ...doc!, refundedMinor, complete, refunds: [...doc!.refunds, { refundId, amountMinor, at }] };
    }
  }
}

function fresh(order: OrderHeader): OrderDocument {
  return { ...headerOf(order), status: 'placed', refundedMinor: 0, refunds: [], complete: false };
}

function headerOf(order: OrderHeader & { readonly lines?: unknown; readonly shipping?: unknown }): OrderHeader {
  const { lines: _lines, shipping: _shipping, ...header } = order;
  return header;
}

function statusOf({ cancelledAt, complete, fulfilledAt, paidAt }: OrderDocument): OrderStatus {
  if (cancelledAt !== undefined) return 'cancelled';
  if (complete) return 'refunded';
  if (fulfilledAt !== undefined) return 'fulfilled';
  return paidAt === undefined ? 'placed' : 'paid';
}
