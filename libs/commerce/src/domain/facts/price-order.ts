import { assertCurrency, SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import type { Order, OrderLine, OrderShipping, PricedLine, PricedOrder } from '@loyalty/contracts';
import { readInstant, refuse } from './refusals';

const NO_SHIPPING: readonly OrderShipping[] = [];

/**
 * An order with what its lines, its shipping and all of it come to.
 * @throws validation `line_repeated`, `discount_above_amount`, `tax_above_amount`, `amount_too_large`, `currency_invalid`,
 * `instant_invalid`, each with the field
 */
export function priceOrder(order: Order): PricedOrder {
  assertCurrency(order.currency, '/data/order/currency');
  const net = order.taxMode === 'net';
  const shipping = order.shipping ?? NO_SHIPPING;
  const ids = new Set<string>();
  let totalMinor = 0;
  const lines = order.lines.map((line, index) => {
    const priced = priceLine(line, net, index);
    totalMinor = add(totalMinor, priced.payableMinor, index);
    ids.add(line.lineId);
    if (ids.size === index) throw refuse('line_repeated', `/data/order/lines/${index}/lineId`, 'stands for another line already');
    return priced;
  });
  let shippingMinor = 0;
  shipping.forEach(({ amountMinor, taxMinor = 0 }, index) => {
    if (!net && taxMinor > amountMinor) throw refuse('tax_above_amount', `/data/order/shipping/${index}/taxMinor`, 'is part of the amount and above it');
    shippingMinor += net ? amountMinor + taxMinor : amountMinor;
    if (shippingMinor > SAFE_AMOUNT_MAX) throw refuse('amount_too_large', `/data/order/shipping/${index}`, 'passes every amount there is');
  });
  totalMinor = add(totalMinor, shippingMinor, 0);
  return { ...order, placedAt: readInstant(order.placedAt, '/data/order/placedAt'), lines, shipping, shippingMinor, totalMinor };
}

function priceLine(line: OrderLine, net: boolean, index: number): PricedLine {
  const { discountMinor = 0, taxMinor = 0 } = line;
  const full = line.quantity * line.unitPriceMinor;
  if (full > SAFE_AMOUNT_MAX) throw refuse('amount_too_large', `/data/order/lines/${index}`, 'passes every amount there is');
  if (discountMinor > full) throw refuse('discount_above_amount', `/data/order/lines/${index}/discountMinor`, 'is above what the line costs');
  const amountMinor = full - discountMinor;
  if (!net && taxMinor > amountMinor) throw refuse('tax_above_amount', `/data/order/lines/${index}/taxMinor`, 'is part of the amount and above it');
  return { ...line, discountMinor, amountMinor, payableMinor: net ? amountMinor + taxMinor : amountMinor };
}

function add(sum: number, amount: number, index: number): number {
  if (sum + amount > SAFE_AMOUNT_MAX) throw refuse('amount_too_large', `/data/order/lines/${index}`, 'takes the order past every amount there is');
  return sum + amount;
}
