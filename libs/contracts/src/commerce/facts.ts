import type { Order } from './order';

/** Something that happened at the shop, as the shop tells it. */
interface FactOf<Type extends string, Data> {
  /** The id of the command that records it: the same id is the same telling, for ever. */
  readonly factId: string;
  readonly type: Type;
  /** When it happened at the shop, RFC 3339 with offset; counts as the event's `effectiveAt`. */
  readonly occurredAt: string;
  readonly data: Data;
}

interface OfOrder {
  readonly shop: string;
  readonly orderId: string;
}

/** What goes back of one line: units, money, or both. Units alone give back their share of the line's payable amount. */
export interface RefundLine {
  readonly lineId: string;
  readonly quantity?: number;
  readonly amountMinor?: number;
}

/** A refund by lines (and shipping), or of an amount that belongs to no line. Not both. */
export interface Refund extends OfOrder {
  /** The shop's id of this refund: the same refund told again under any fact id changes nothing. */
  readonly refundId: string;
  readonly currency: string;
  readonly lines?: readonly RefundLine[];
  readonly shippingMinor?: number;
  /** An amount for the whole order. */
  readonly amountMinor?: number;
  readonly reasonCode?: string;
}

export interface CartLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** The whole cart as it now is; without lines it is empty. */
export interface Cart {
  readonly shop: string;
  readonly cartId: string;
  readonly memberId?: string;
  readonly currency: string;
  readonly channel?: string;
  readonly store?: string;
  readonly lines: readonly CartLine[];
  readonly couponCodes?: readonly string[];
}

/** What commerce may know of a person: nothing that tells who it is. */
export interface CustomerAttributes {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly tags?: readonly string[];
}

export interface Customer {
  readonly shop: string;
  readonly memberId: string;
  readonly attributes?: CustomerAttributes;
}

/** A named thing that a member did: `review`, `survey`, `share`, `delivery.confirmed`, `visit`, whatever a shop counts. */
export interface Activity {
  readonly shop: string;
  readonly memberId: string;
  /** The shop's id of this very activity. */
  readonly activityId: string;
  readonly activity: string;
  readonly orderId?: string;
  readonly sku?: string;
  readonly channel?: string;
  readonly store?: string;
}

export interface Stock {
  readonly shop: string;
  readonly sku: string;
  /** Left out: the shop's one stock. */
  readonly store?: string;
  /** What can be sold now, in units; below zero when oversold. */
  readonly availableQuantity: number;
}

/** The whole product as it now is. */
export interface Product {
  readonly shop: string;
  readonly sku: string;
  readonly categories: readonly string[];
  readonly brand?: string;
  /** Of the two amounts; needed with either. */
  readonly currency?: string;
  readonly unitPriceMinor?: number;
  readonly unitCostMinor?: number;
  readonly onSale?: boolean;
}

export type OrderPlacedFact = FactOf<'order.placed', { readonly order: Order }>;
/** Carries the whole order, so that it stands even when `order.placed` never arrives. */
export type OrderPaidFact = FactOf<'order.paid', { readonly order: Order }>;
export type OrderFulfilledFact = FactOf<'order.fulfilled', OfOrder>;
export type OrderCancelledFact = FactOf<'order.cancelled', OfOrder & { readonly reasonCode?: string }>;
export type OrderRefundedFact = FactOf<'order.refunded', Refund>;
export type CartUpdatedFact = FactOf<'cart.updated', Cart>;
export type CartAbandonedFact = FactOf<'cart.abandoned', { readonly shop: string; readonly cartId: string; readonly memberId?: string }>;
export type CustomerRegisteredFact = FactOf<'customer.registered', Customer>;
/** The attributes as they now are, all of them. */
export type CustomerUpdatedFact = FactOf<'customer.updated', Customer & { readonly attributes: CustomerAttributes }>;
export type ActivityRecordedFact = FactOf<'activity.recorded', Activity>;
export type StockChangedFact = FactOf<'stock.changed', Stock>;
export type ProductChangedFact = FactOf<'product.changed', Product>;

export type OrderFact = OrderPlacedFact | OrderPaidFact | OrderFulfilledFact | OrderCancelledFact | OrderRefundedFact;
export type CartFact = CartUpdatedFact | CartAbandonedFact;
export type CustomerFact = CustomerRegisteredFact | CustomerUpdatedFact;
export type SkuFact = StockChangedFact | ProductChangedFact;
export type Fact = OrderFact | CartFact | CustomerFact | ActivityRecordedFact | SkuFact;
export type FactType = Fact['type'];

export const FACT_TYPES = [
  'order.placed', 'order.paid', 'order.fulfilled', 'order.cancelled', 'order.refunded', 'cart.updated', 'cart.abandoned',
  'customer.registered', 'customer.updated', 'activity.recorded', 'stock.changed', 'product.changed',
] as const satisfies readonly FactType[];
