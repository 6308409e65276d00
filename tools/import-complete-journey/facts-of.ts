import type { CustomerRegisteredFact, OrderLine, OrderPaidFact, ProductChangedFact } from '@loyalty/contracts';
import type { Row } from './csv';
import { categoriesOf, CURRENCY, idOf, lineOf, memberOf, saleOf, SHOP, type NoSale, type Products } from './sale-of';

/** The year of the data begins with it; nothing says when a household joined. */
const JOINED = '2017-01-01T00:00:00Z';

/** A line that is no sale, with the reason; the rest of its basket is one all the same. */
export interface RefusedLine {
  readonly basket: string;
  readonly product: string;
  readonly reason: NoSale | 'coupon_above_amount';
}

/** Every product as the shop lists it. */
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
    const lines = rows.flatMap((row, i) => paidLine(row, i, products, refuse));
    if (lines.length === 0) continue;
    yield {
      factId: `cj/order/${basket}`, type: 'order.paid', occurredAt: at,
      data: { order: { shop: SHOP, orderId: basket, memberId: memberOf(household), currency: CURRENCY, placedAt: at, lines, taxMode: 'gross', channel: 'store', store } },
    };
  }
}

function paidLine(row: Row, i: number, products: Products, refuse: (line: RefusedLine) => void): OrderLine[] {
  const refused = (reason: RefusedLine['reason']) => (refuse({ basket: idOf(row['basket_id']), product: idOf(row['product_id']), reason }), []);
  const sale = saleOf(row);
  if (typeof sale === 'string') return refused(sale);
  if (sale.couponMinor > sale.salesMinor) return refused('coupon_above_amount');
  return [lineOf(row, i, sale, sale.salesMinor - sale.couponMinor, products)];
}
