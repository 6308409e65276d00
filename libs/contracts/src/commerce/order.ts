import type { Instant } from '@loyalty/kernel';

/** Whether prices contain the tax (`gross`) or it comes on top (`net`). */
export type TaxMode = 'gross' | 'net';

/**
 * One line of an order. Amounts are integers in the minor unit of the order's currency.
 *
 * Quantities are whole. Weighed goods: the piece on the scale is one unit (`quantity: 1` at its price); where parts of it
 * can be returned, count in the smallest unit (grams) at the price of one, rounded up, and put what is too much into
 * `discountMinor`. The same goes for a total that is no multiple of its quantity: 2 for 11.87 is
 * `{ quantity: 2, unitPriceMinor: 594, discountMinor: 1 }`.
 */
export interface OrderLine {
  readonly lineId: string;
  readonly sku: string;
  /** At least 1. */
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** Promotions already taken off the whole line; at most `quantity × unitPriceMinor`. */
  readonly discountMinor?: number;
  /** Tax of the whole line: part of its amount in an order of mode `gross`, on top of it in mode `net`. */
  readonly taxMinor?: number;
  /** From the widest to the narrowest, or in any order: every one counts. */
  readonly categories?: readonly string[];
  readonly brand?: string;
  /** What one unit costs the shop. */
  readonly unitCostMinor?: number;
  readonly onSale?: boolean;
}

export interface OrderShipping {
  readonly method: string;
  readonly amountMinor: number;
  readonly taxMinor?: number;
}

/** All of an order but what is in it. */
interface AboutOrder {
  readonly shop: string;
  readonly orderId: string;
  /** Left out: a guest. */
  readonly memberId?: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly taxMode: TaxMode;
  readonly channel: string;
  readonly store?: string;
  readonly paymentMethod?: string;
  readonly couponCodes?: readonly string[];
  /** The points that were set aside for this order. */
  readonly pointsHoldId?: string;
  /** What was held of coupons and promotions for this order. */
  readonly redemptionId?: string;
  /** The cart that became this order; it can then no longer be abandoned. */
  readonly cartId?: string;
}

/** An order as the shop tells it. */
export interface Order extends AboutOrder {
  /** RFC 3339 with offset. */
  readonly placedAt: string;
  readonly lines: readonly OrderLine[];
  readonly shipping?: readonly OrderShipping[];
}

/** A line as it is published: with what it comes to. */
export interface PricedLine extends OrderLine {
  readonly discountMinor: number;
  /** `quantity × unitPriceMinor − discountMinor`, in the order's tax mode; never below 0. */
  readonly amountMinor: number;
  /** What the customer pays for the line: `amountMinor`, and in mode `net` the line's tax on top. Refunds are measured by it. */
  readonly payableMinor: number;
}

/** What every event of an order says about it. */
export interface OrderHeader extends AboutOrder {
  readonly placedAt: Instant;
  /** What the customer pays for everything: payable lines and shipping. Discounts are off, points and gift cards are means of payment. */
  readonly totalMinor: number;
}

/** An order as it is published. */
export interface PricedOrder extends OrderHeader {
  readonly lines: readonly PricedLine[];
  readonly shipping: readonly OrderShipping[];
  /** What the customer pays for shipping: the amounts, and in mode `net` their tax. */
  readonly shippingMinor: number;
}
