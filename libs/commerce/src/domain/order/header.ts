import type { OrderHeader, PricedOrder } from '@loyalty/contracts';

/** An order without what is in it. */
export function headerOf(order: PricedOrder): OrderHeader {
  const { lines: _lines, shipping: _shipping, shippingMinor: _shippingMinor, ...header } = order;
  return header;
}
