import type { Instant } from '@loyalty/kernel';
import type { Activity, Cart, Customer, CustomerAttributes, Product, Stock } from './facts';

interface EventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: Data;
}

interface Told {
  readonly factId: string;
}

export type CartUpdated = EventOf<'cart.updated.v1', Told & Cart>;
/** Nothing happened to the cart since `idleSince`. Told by the shop, or derived: then there is no `factId`. */
export type CartAbandoned = EventOf<'cart.abandoned.v1', Partial<Told> & Partial<Omit<Cart, 'shop' | 'cartId' | 'lines'>> & Pick<Cart, 'shop' | 'cartId' | 'lines'> & { readonly idleSince: Instant }>;
/** The cart became an order. */
export type CartCheckedOut = EventOf<'cart.checked_out.v1', Pick<Cart, 'shop' | 'cartId'> & { readonly orderId: string }>;
/** Stream `cart-<shop>.<cartId>`. */
export type CartEvent = CartUpdated | CartAbandoned | CartCheckedOut;

export type CustomerRegistered = EventOf<'customer.registered.v1', Told & Customer>;
export type CustomerUpdated = EventOf<'customer.updated.v1', Told & Customer & { readonly attributes: CustomerAttributes }>;
/** Stream `customer-<shop>.<memberId>`. */
export type CustomerEvent = CustomerRegistered | CustomerUpdated;

/** Stream `activity-<shop>.<activityId>`. */
export type ActivityRecorded = EventOf<'activity.recorded.v1', Told & Activity>;

export type StockChanged = EventOf<'stock.changed.v1', Told & Stock>;
export type ProductChanged = EventOf<'product.changed.v1', Told & Product>;
/** Stream `sku-<shop>.<sku>`. */
export type SkuEvent = StockChanged | ProductChanged;
