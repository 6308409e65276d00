import type { Instant } from '@loyalty/kernel';
import type { SkuEvent } from '@loyalty/contracts';
import type { Projection } from '@loyalty/views';
import { asCommerceEvent } from './commerce-event';

/** What a shop sells and how much of it there is. Id: its stream. */
export interface ProductDocument {
  readonly shop: string;
  readonly sku: string;
  readonly categories: readonly string[];
  readonly brand?: string;
  readonly currency?: string;
  readonly unitPriceMinor?: number;
  readonly unitCostMinor?: number;
  readonly onSale?: boolean;
  /** Over all stores; left out while no stock was told. */
  readonly availableQuantity?: number;
  readonly stock: readonly { readonly store?: string; readonly availableQuantity: number; readonly at: Instant }[];
  readonly changedAt: Instant;
}

export const products: Projection<ProductDocument> = {
  name: 'commerce_products',
  version: 1,
  categories: ['sku'],
  indexes: [{ fields: ['shop', 'sku'] }, { fields: ['shop', 'brand'] }, { fields: ['shop', 'availableQuantity'] }],
  keysOf: ({ type, stream }) => (type === 'stock.changed.v1' || type === 'product.changed.v1' ? [stream] : []),
  project: (doc, event) => after(doc, asCommerceEvent(event) as SkuEvent),
};

function after(doc: ProductDocument | undefined, { type, effectiveAt, data }: SkuEvent): ProductDocument {
  const { shop, sku } = data;
  if (type === 'product.changed.v1') {
    const { factId: _factId, ...told } = data;
    const { stock = [], availableQuantity } = doc ?? {};
    return { ...told, stock, ...(availableQuantity === undefined ? {} : { availableQuantity }), changedAt: effectiveAt };
  }
  const { store, availableQuantity } = data;
  const others = (doc?.stock ?? []).filter((each) => each.store !== store);
  const stock = [...others, { ...(store === undefined ? {} : { store }), availableQuantity, at: effectiveAt }];
  const total = stock.reduce((sum, each) => sum + each.availableQuantity, 0);
  return { ...(doc ?? { shop, sku, categories: [] }), stock, availableQuantity: total, changedAt: effectiveAt };
}
