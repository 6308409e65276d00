import { streamPart, type CommerceEvent, type OrderHeader } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';
import type { KnownOrder } from '../domain/issuing/order-known';

const CATEGORIES_KEPT = 50;
const ORDERS_KEPT = 50;

/** A member as coupons know them from what the shop tells: orders, spend, last order, what was bought. */
export interface ShopperDocument {
  readonly memberId: string;
  /** Paid, and not cancelled. */
  readonly orders: number;
  /** What was paid less what was refunded, by currency. */
  readonly spentMinor: Readonly<Record<string, number>>;
  readonly lastOrderAt?: Instant;
  /** Categories of what was bought, those bought last first. */
  readonly categories: readonly string[];
  /** The paid orders told last, the newest first. */
  readonly recent: readonly KnownOrder[];
}

/** What changes anything of a shopper. */
const COUNTED: ReadonlySet<string> = new Set<CommerceEvent['type']>(['order.paid.v1', 'order.refunded.v1', 'order.cancelled.v1']);

const NOBODY = (memberId: string): ShopperDocument => ({ memberId, orders: 0, spentMinor: {}, categories: [], recent: [] });

export const shoppersView: Projection<ShopperDocument> = {
  name: 'coupons_shoppers',
  version: 2,
  categories: ['order'],
  indexes: [{ fields: ['lastOrderAt'] }, { fields: ['orders'] }],
  keysOf({ type, data }) {
    const memberId = COUNTED.has(type) ? orderOf(data)?.memberId : undefined;
    return memberId === undefined ? [] : [streamPart(memberId)];
  },
  project(doc, recorded) {
    const event = recorded as unknown as CommerceEvent;
    const order = orderOf(event.data);
    if (order?.memberId === undefined) return doc;
    const before = doc ?? NOBODY(order.memberId);
    switch (event.type) {
      case 'order.paid.v1': {
        const { lines } = event.data.order;
        const bought = lines.flatMap(({ categories = [] }) => categories);
        const after = spent(before, order.currency, order.totalMinor);
        return {
          ...after, orders: before.orders + 1, recent: [knownOrder(after, order), ...before.recent].slice(0, ORDERS_KEPT),
          lastOrderAt: before.lastOrderAt !== undefined && before.lastOrderAt > order.placedAt ? before.lastOrderAt : order.placedAt,
          categories: [...new Set([...bought, ...before.categories])].slice(0, CATEGORIES_KEPT),
        };
      }
      case 'order.refunded.v1':
        return spent(recalled(before, order, ({ paidMinor }) => ({ paidMinor: paidMinor - event.data.amountMinor })), order.currency, -event.data.amountMinor);
      case 'order.cancelled.v1':
        return event.data.wasPaid ? { ...spent(recalled(before, order, () => ({ paidMinor: 0, cancelled: true })), order.currency, event.data.refundedMinor - order.totalMinor), orders: Math.max(before.orders - 1, 0) } : doc;
      default:
        return doc;
    }
  },
};

function orderOf(data: unknown): OrderHeader | undefined {
  return (data as { readonly order?: OrderHeader }).order;
}

function spent(doc: ShopperDocument, currency: string, amountMinor: number): ShopperDocument {
  return { ...doc, spentMinor: { ...doc.spentMinor, [currency]: (doc.spentMinor[currency] ?? 0) + amountMinor } };
}

/** An order as its member stands once it is paid. */
function knownOrder({ orders, spentMinor }: ShopperDocument, { shop, orderId, placedAt, currency, totalMinor }: OrderHeader): KnownOrder {
  return { order: `${shop}/${orderId}`, number: orders + 1, placedAt, currency, paidMinor: totalMinor, spentMinor: spentMinor[currency]! };
}

/** What became of an order later, as far as it is remembered. */
function recalled(doc: ShopperDocument, { shop, orderId }: OrderHeader, change: (one: KnownOrder) => Partial<KnownOrder>): ShopperDocument {
  const order = `${shop}/${orderId}`;
  return { ...doc, recent: doc.recent.map((one) => (one.order === order ? { ...one, ...change(one) } : one)) };
}
