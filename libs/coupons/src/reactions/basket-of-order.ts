import { EVALUATION_CODES_MAX, type Basket, type PricedOrder } from '@loyalty/contracts';

/** An order as a basket before promotions: what the shop has taken off already is what is to be worked out. */
export function basketOf({ currency, lines, shipping, channel, store, paymentMethod }: PricedOrder): Basket {
  return {
    currency, channel, ...(store === undefined ? {} : { store }), ...(paymentMethod === undefined ? {} : { paymentMethod }),
    lines: lines.map(({ lineId, sku, quantity, unitPriceMinor, categories, brand, onSale }) => ({
      lineId, sku, quantity, unitPriceMinor,
      ...(categories === undefined ? {} : { categories }), ...(brand === undefined ? {} : { brand }), ...(onSale === undefined ? {} : { onSale }),
    })),
    shipping: oneOfEach(shipping),
  };
}

/** Charges of one method are one charge. */
function oneOfEach(shipping: PricedOrder['shipping']): NonNullable<Basket['shipping']> {
  const amounts = new Map<string, number>();
  for (const { method, amountMinor } of shipping) amounts.set(method, (amounts.get(method) ?? 0) + amountMinor);
  return [...amounts].map(([method, amountMinor]) => ({ method, amountMinor }));
}

/** The codes that an order names, as many as one evaluation takes. */
export function codesOf({ couponCodes = [] }: Pick<PricedOrder, 'couponCodes'>): readonly string[] {
  return couponCodes.slice(0, EVALUATION_CODES_MAX);
}
