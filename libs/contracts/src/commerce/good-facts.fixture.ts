import type { Fact, FactType } from './facts';
import type { Order } from './order';

const order: Order = {
  shop: 'main', orderId: 'A-1001', memberId: 'm42', currency: 'ILS', placedAt: '2026-03-01T10:00:00+02:00', taxMode: 'gross', channel: 'web', store: 'tlv 1', paymentMethod: 'card',
  couponCodes: ['SPRING-7K'], pointsHoldId: 'hold-1', cartId: 'cart/77',
  lines: [
    { lineId: '1', sku: 'TEA 12.5', quantity: 3, unitPriceMinor: 1000, discountMinor: 1, taxMinor: 436, categories: ['משקאות', 'Tea & more'], brand: 'Wissotzky', unitCostMinor: 400, onSale: true },
    { lineId: '2', sku: 'cup', quantity: 1, unitPriceMinor: 2500 },
  ],
  shipping: [{ method: 'courier', amountMinor: 1500, taxMinor: 218 }],
};

const at = '2026-03-01T08:00:05.5Z';

/** One fact of each type, with every field that it may have. */
export const GOOD_FACTS: { readonly [Type in FactType]: Extract<Fact, { type: Type }> } = {
  'order.placed': { factId: 'shop/f.1', type: 'order.placed', occurredAt: at, data: { order } },
  'order.paid': { factId: 'shop/f.2', type: 'order.paid', occurredAt: at, data: { order } },
  'order.fulfilled': { factId: 'f3', type: 'order.fulfilled', occurredAt: at, data: { shop: 'main', orderId: 'A-1001' } },
  'order.cancelled': { factId: 'f4', type: 'order.cancelled', occurredAt: at, data: { shop: 'main', orderId: 'A-1001', reasonCode: 'out_of_stock' } },
  'order.refunded': {
    factId: 'f5', type: 'order.refunded', occurredAt: at,
    data: { shop: 'main', orderId: 'A-1001', refundId: 'R 1', currency: 'ILS', lines: [{ lineId: '1', quantity: 1, amountMinor: 999 }, { lineId: '2', quantity: 1 }], shippingMinor: 500, reasonCode: 'damaged' },
  },
  'cart.updated': {
    factId: 'f6', type: 'cart.updated', occurredAt: at,
    data: { shop: 'main', cartId: 'cart/77', memberId: 'm42', currency: 'ILS', channel: 'web', store: 'tlv 1', lines: [{ lineId: '1', sku: 'TEA 12.5', quantity: 3, unitPriceMinor: 1000 }], couponCodes: ['SPRING-7K'] },
  },
  'cart.abandoned': { factId: 'f7', type: 'cart.abandoned', occurredAt: at, data: { shop: 'main', cartId: 'cart/77', memberId: 'm42' } },
  'customer.registered': { factId: 'f8', type: 'customer.registered', occurredAt: at, data: { shop: 'main', memberId: 'm42', attributes: { country: 'IL', language: 'he', tags: ['newsletter'] } } },
  'customer.updated': { factId: 'f9', type: 'customer.updated', occurredAt: at, data: { shop: 'main', memberId: 'm42', attributes: { language: 'en-GB' } } },
  'activity.recorded': {
    factId: 'f10', type: 'activity.recorded', occurredAt: at,
    data: { shop: 'main', memberId: 'm42', activityId: 'review.9', activity: 'review', orderId: 'A-1001', sku: 'TEA 12.5', channel: 'web', store: 'tlv 1' },
  },
  'stock.changed': { factId: 'f11', type: 'stock.changed', occurredAt: at, data: { shop: 'main', sku: 'TEA 12.5', store: 'tlv 1', availableQuantity: -2 } },
  'product.changed': {
    factId: 'f12', type: 'product.changed', occurredAt: at,
    data: { shop: 'main', sku: 'TEA 12.5', categories: ['Tea'], brand: 'Wissotzky', currency: 'ILS', unitPriceMinor: 1000, unitCostMinor: 400, onSale: false },
  },
};
