import type { Instant } from '@loyalty/kernel';
import type { OrderHeader, PricedLine, PricedOrder } from './order';

interface OrderEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  /** `factId`: the fact that told it; the event's command is another one where the fact had to wait. */
  readonly data: { readonly factId: string } & Data;
}

export type OrderPlaced = OrderEventOf<'order.placed.v1', { readonly order: PricedOrder }>;
/** Happens once an order. Carries the whole order as it was paid; `order.placed.v1` may come later or never. */
export type OrderPaid = OrderEventOf<'order.paid.v1', { readonly order: PricedOrder }>;
export type OrderFulfilled = OrderEventOf<'order.fulfilled.v1', { readonly order: OrderHeader }>;
/**
 * The order does not count any more. `wasPaid`: it was paid before, so that whatever it brought and is not yet taken back
 * by refunds (`refundedMinor` so far) is to be taken back; refunds that follow tell of the money only.
 */
export type OrderCancelled = OrderEventOf<'order.cancelled.v1', {
  readonly order: OrderHeader;
  readonly wasPaid: boolean;
  readonly refundedMinor: number;
  readonly reasonCode?: string;
}>;

/** What one refund took from one line, and what all refunds so far have, this one included. */
export interface RefundedLine {
  /** The line as it was paid. */
  readonly line: PricedLine;
  /** Units of this refund; 0 when only money went back. */
  readonly quantity: number;
  /** Money of this refund, in the terms of `line.payableMinor`. */
  readonly amountMinor: number;
  /** The shop named no amount: it is the units' share of the line, so that the last unit takes exactly the rest. */
  readonly byShare: boolean;
  readonly refundedQuantity: number;
  readonly refundedMinor: number;
}

/**
 * Money went back, with or without goods. Never before `order.paid.v1`, never earlier in time than it. Over all refunds,
 * no line gives back more units than were ordered or more money than was paid for it, nor the order more than its total.
 */
export interface OrderRefund {
  readonly factId: string;
  readonly refundId: string;
  readonly order: OrderHeader;
  readonly lines: readonly RefundedLine[];
  readonly shippingMinor: number;
  /** The part that belongs to no line. */
  readonly wholeOrderMinor: number;
  /** This refund in all: lines, shipping and the part of no line. */
  readonly amountMinor: number;
  /** All refunds so far, this one included; of `order.totalMinor`. */
  readonly refundedMinor: number;
  /** Nothing is left: every unit of every line is back, or all the money. */
  readonly complete: boolean;
  readonly reasonCode?: string;
}
export type OrderRefunded = OrderEventOf<'order.refunded.v1', OrderRefund>;

/** What happens to an order for the world to know; its stream `order-<shop>.<orderId>` also has parking and waiting events. */
export type OrderEvent = OrderPlaced | OrderPaid | OrderFulfilled | OrderCancelled | OrderRefunded;
