import { streamPart, type CommerceEvent, type OrderHeader } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';

const CATEGORIES_KEPT = 50;

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
}

const NOBODY = (memberId: string): ShopperDocument => ({ memberId, orders: 0, spentMinor: {}, categories: [] });

export const shoppersView: Projection<ShopperDocument> = {
  name: 'coupons_shoppers',
  version: 1,
  categories: ['order'],
  indexes: [{ fields: ['lastOrderAt'] }, { fields: ['orders'] }],
  keysOf(event) {
    const memberId = orderOf(event.data)?.memberId;
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
        return {
          ...spent(before, order.currency, order.totalMinor), orders: before.orders + 1,
          lastOrderAt: before.lastOrderAt !== undefined && before.lastOrderAt > order.placedAt ? before.lastOrderAt : order.placedAt,
          categories: [...new Set([...bought, ...before.categories])].slice(0, CATEGORIES_KEPT),
        };
      }
      case 'order.refunded.v1':
        return spent(before, order.currency, -event.data.amountMinor);
      case 'order.cancelled.v1':
        return event.data.wasPaid ? { ...spent(before, order.currency, event.data.refundedMinor - order.totalMinor), orders: Math.max(before.orders - 1, 0) } : doc;
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
