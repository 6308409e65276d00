import type { OrderLine, OrderPaidFact, ProductChangedFact, CustomerRegisteredFact } from '@loyalty/contracts';
import { parseMoney } from '@loyalty/kernel';
import type { Row } from './csv';

export const SHOP = 'complete-journey';
const CURRENCY = 'USD';
/** The year of the data begins with it; nothing says when a household joined. */
const JOINED = '2017-01-01T00:00:00Z';

/** Cents at most; the published file has a rounding error of its making among its amounts (4.440892e-16). */
const DECIMAL = /^\d+(\.\d{1,2})?$/;

/** A line that is no sale, with the reason; the rest of its basket is one all the same. */
export interface RefusedLine {
  readonly basket: string;
  readonly product: string;
  readonly reason: 'quantity_zero' | 'quantity_not_whole' | 'coupon_above_amount' | 'amount_not_decimal';
}

export type Products = ReadonlyMap<string, Row>;

/** Every product as the shop lists it: department, category and type are its categories, from the widest to the narrowest. */
export function* productFacts(products: Products): Generator<ProductChangedFact> {
  for (const [sku, row] of products) {
    const brand = row['brand'];
    yield { factId: `cj/product/${sku}`, type: 'product.changed', occurredAt: JOINED, data: { shop: SHOP, sku, categories: categoriesOf(row), ...(brand ? { brand } : {}) } };
  }
}

/** Every household that bought something. */
export function* householdFacts(households: Iterable<string>): Generator<CustomerRegisteredFact> {
  for (const household of households) {
    yield { factId: `cj/household/${household}`, type: 'customer.registered', occurredAt: JOINED, data: { shop: SHOP, memberId: memberOf(household) } };
  }
}

/** Every basket as a paid order, oldest first; what is no sale is told to `refuse`. */
export function* orderFacts(baskets: Iterable<readonly Row[]>, products: Products, refuse: (line: RefusedLine) => void): Generator<OrderPaidFact> {
  for (const rows of baskets) {
    const { household_id: household = '', store_id: store = '', transaction_timestamp: at = '' } = rows[0]!;
    const basket = idOf(rows[0]!['basket_id']);
    const lines = rows.flatMap((row, i) => lineOf(row, i, products, refuse));
    if (lines.length === 0) continue;
    yield {
      factId: `cj/order/${basket}`, type: 'order.paid', occurredAt: at,
      data: { order: { shop: SHOP, orderId: basket, memberId: memberOf(household), currency: CURRENCY, placedAt: at, lines, taxMode: 'gross', channel: 'store', store } },
    };
  }
}

/**
 * A row as a line. Before discounts it cost what was paid plus the retailer's discount and the part of the coupon that
 * the retailer matched; all three discounts come off again, and so does what the price is more than a multiple of the quantity.
 */
function lineOf(row: Row, i: number, products: Products, refuse: (line: RefusedLine) => void): OrderLine[] {
  const [basket, product] = [idOf(row['basket_id']), idOf(row['product_id'])];
  const quantity = Number(row['quantity']);
  const refused = (reason: RefusedLine['reason']) => (refuse({ basket, product, reason }), []);
  const amounts = ['sales_value', 'retail_disc', 'coupon_disc', 'coupon_match_disc'].map((column) => row[column] ?? '');
  if (!amounts.every((text) => DECIMAL.test(text))) return refused('amount_not_decimal');
  const [sales = 0, retail = 0, coupon = 0, matched = 0] = amounts.map(minor);
  if (quantity === 0) return refused('quantity_zero');
  if (!Number.isInteger(quantity) || quantity < 0) return refused('quantity_not_whole');
  if (coupon > sales) return refused('coupon_above_amount');
  const gross = sales + retail + matched;
  const unitPriceMinor = Math.ceil(gross / quantity);
  const discountMinor = unitPriceMinor * quantity - (sales - coupon);
  const listed = products.get(product);
  const brand = listed?.['brand'];
  return [{
    lineId: String(i + 1), sku: product, quantity, unitPriceMinor, onSale: retail > 0,
    ...(discountMinor > 0 ? { discountMinor } : {}),
    ...(listed ? { categories: categoriesOf(listed) } : {}),
    ...(brand ? { brand } : {}),
  }];
}

/** Cents of a decimal text; the data has amounts such as 3.5 and 1. */
function minor(text: string): number {
  return parseMoney(text, CURRENCY).amountMinor;
}

function categoriesOf(row: Row): string[] {
  return [...new Set([row['department'], row['product_category'], row['product_type']].filter((name): name is string => Boolean(name)))];
}

/** An id as the shop knows it: the published file has round numbers among its ids in scientific notation (9e+05). */
export function idOf(text: string | undefined): string {
  return /^\d+(\.\d+)?e\+\d+$/.test(text ?? '') ? String(Number(text)) : text ?? '';
}

export function memberOf(household: string): string {
  return `household-${household}`;
}
