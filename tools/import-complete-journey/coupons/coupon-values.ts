import type { Row } from '../csv';
import { idOf, saleOf } from '../sale-of';

/** The data does not say what a coupon takes off; where the sample does not either, this. */
export const VALUE_UNKNOWN_MINOR = 100;

/** Cents that coupons took off a unit of each product, one for each line of the sample. */
export type CouponDiscounts = ReadonlyMap<string, readonly number[]>;

export function couponDiscounts(rows: readonly Row[]): CouponDiscounts {
  const discounts = new Map<string, number[]>();
  for (const row of rows) {
    const sale = saleOf(row);
    if (typeof sale === 'string' || sale.couponMinor === 0) continue;
    const sku = idOf(row['product_id']);
    const perUnit = Math.max(1, Math.round(sale.couponMinor / sale.quantity));
    discounts.set(sku, [...(discounts.get(sku) ?? []), perUnit]);
  }
  return discounts;
}

/** What was most often taken off a unit of these products, of equally frequent ones the least; undefined where nothing was. */
export function commonestDiscount(skus: readonly string[], discounts: CouponDiscounts): number | undefined {
  const count = new Map<number, number>();
  for (const sku of skus) for (const discount of discounts.get(sku) ?? []) count.set(discount, (count.get(discount) ?? 0) + 1);
  return [...count].sort(([a, often], [b, oftenB]) => oftenB - often || a - b)[0]?.[0];
}
