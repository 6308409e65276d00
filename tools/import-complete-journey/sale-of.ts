import type { OrderLine } from '@loyalty/contracts';
import { parseMoney } from '@loyalty/kernel';
import type { Row } from './csv';

export const SHOP = 'complete-journey';
export const CURRENCY = 'USD';
/** The zone that its stores go by; the times in the file are UTC. */
export const ZONE = 'America/New_York';

/** Cents at most; the published file has a rounding error of its making among its amounts (4.440892e-16). */
const DECIMAL = /^\d+(\.\d{1,2})?$/;

export type Products = ReadonlyMap<string, Row>;

/** Why a row is no sale. */
export type NoSale = 'quantity_zero' | 'quantity_not_whole' | 'amount_not_decimal';

/** What a row says was sold, in cents for all units. Before discounts it cost `salesMinor + retailMinor + matchedMinor`. */
export interface Sale {
  readonly quantity: number;
  /** What the shopper paid before the coupon. */
  readonly salesMinor: number;
  readonly retailMinor: number;
  readonly couponMinor: number;
  /** The part of a coupon that the retailer matched. */
  readonly matchedMinor: number;
}

export function saleOf(row: Row): Sale | NoSale {
  const amounts = ['sales_value', 'retail_disc', 'coupon_disc', 'coupon_match_disc'].map((column) => row[column] ?? '');
  if (!amounts.every((text) => DECIMAL.test(text))) return 'amount_not_decimal';
  const [salesMinor = 0, retailMinor = 0, couponMinor = 0, matchedMinor = 0] = amounts.map(minor);
  const quantity = Number(row['quantity']);
  if (quantity === 0) return 'quantity_zero';
  return Number.isInteger(quantity) && quantity > 0 ? { quantity, salesMinor, retailMinor, couponMinor, matchedMinor } : 'quantity_not_whole';
}

/**
 * A sale as a line that cost `paidMinor` in the end: all discounts come off, and so does what the price is more than a
 * multiple of the quantity.
 */
export function lineOf(row: Row, i: number, { quantity, salesMinor, retailMinor, matchedMinor }: Sale, paidMinor: number, products: Products): OrderLine {
  const sku = idOf(row['product_id']);
  const unitPriceMinor = Math.ceil((salesMinor + retailMinor + matchedMinor) / quantity);
  const discountMinor = unitPriceMinor * quantity - paidMinor;
  const listed = products.get(sku);
  const brand = listed?.['brand'];
  return {
    lineId: String(i + 1), sku, quantity, unitPriceMinor, onSale: retailMinor > 0,
    ...(discountMinor > 0 ? { discountMinor } : {}),
    ...(listed ? { categories: categoriesOf(listed) } : {}),
    ...(brand ? { brand } : {}),
  };
}

/** Department, category and type of a product, from the widest to the narrowest. */
export function categoriesOf(row: Row): string[] {
  return [...new Set([row['department'], row['product_category'], row['product_type']].filter((name): name is string => Boolean(name)))];
}

/** An id as the shop knows it: the published file has round numbers among its ids in scientific notation (9e+05). */
export function idOf(text: string | undefined): string {
  return /^\d+(\.\d+)?e\+\d+$/.test(text ?? '') ? String(Number(text)) : text ?? '';
}

export function memberOf(household: string): string {
  return `household-${household}`;
}

/** Cents of a decimal text; the data has amounts such as 3.5 and 1. */
function minor(text: string): number {
  return parseMoney(text, CURRENCY).amountMinor;
}
