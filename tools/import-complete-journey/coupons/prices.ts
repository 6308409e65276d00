import type { Row } from '../csv';
import { categoriesOf, idOf, saleOf, type Products } from '../sale-of';

/** What units cost in the sample, before coupons. */
export interface Prices {
  /** The price that half of a product's lines are not above, and how many lines there are; undefined: it was never sold. */
  of(sku: string): { readonly priceMinor: number; readonly lines: number } | undefined;
  /** The same of the narrowest kind that it belongs to and of which something was sold. */
  ofKind(sku: string): number;
}

export function pricesIn(rows: readonly Row[], products: Products): Prices {
  const bySku = new Map<string, number[]>();
  const byKind = new Map<string, number[]>();
  const all: number[] = [];
  for (const row of rows) {
    const sale = saleOf(row);
    if (typeof sale === 'string') continue;
    const priceMinor = Math.round((sale.salesMinor + sale.matchedMinor) / sale.quantity);
    // What costs nothing has no price that anything could be taken off.
    if (priceMinor === 0) continue;
    const sku = idOf(row['product_id']);
    add(bySku, sku, priceMinor);
    for (const kind of kindsOf(products.get(sku))) add(byKind, kind, priceMinor);
    all.push(priceMinor);
  }
  return {
    of: (sku) => {
      const prices = bySku.get(sku);
      return prices && { priceMinor: median(prices), lines: prices.length };
    },
    ofKind: (sku) => median(kindsOf(products.get(sku)).map((kind) => byKind.get(kind)).find((prices) => prices !== undefined) ?? all),
  };
}

/** From the narrowest to the widest. */
function kindsOf(row: Row | undefined): readonly string[] {
  return row === undefined ? [] : categoriesOf(row).reverse();
}

/** The lower of the two in the middle. */
function median(prices: readonly number[]): number {
  return prices.toSorted((a, b) => a - b)[Math.floor((prices.length - 1) / 2)]!;
}

function add(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
