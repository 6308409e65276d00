import type { Instant } from '@loyalty/kernel';

/** A line of an order as rules see it: what was paid for it, after discounts. */
export interface EarningLine {
  readonly lineId: string;
  readonly sku: string;
  readonly categories: readonly string[];
  readonly brand?: string;
  readonly onSale: boolean;
  /** After discounts, in minor units, as the shop states it (see `taxIncluded`). */
  readonly amountMinor: number;
  readonly taxMinor: number;
}

/** A paid order as rules see it. */
export interface PaidOrder {
  readonly kind: 'order';
  readonly shop: string;
  readonly orderId: string;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly channel: string;
  readonly store?: string;
  readonly lines: readonly EarningLine[];
  readonly shippingMinor: number;
  readonly shippingTaxMinor: number;
  readonly at: Instant;
}

/** Something a member did that is not a purchase. */
export interface Activity {
  readonly kind: 'activity';
  readonly shop: string;
  readonly activity: string;
  readonly channel?: string;
  readonly at: Instant;
}

export type Occasion = PaidOrder | Activity;
