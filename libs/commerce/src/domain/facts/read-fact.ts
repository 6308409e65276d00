import { assertCurrency } from '@loyalty/kernel';
import type { Fact, Product, Refund } from '@loyalty/contracts';
import { priceOrder } from './price-order';
import { readInstant, refuse } from './refusals';
import type { Told } from './told';

/**
 * Reads a fact whose shape is right (`FACT_DTOS`). Depends on nothing but the fact.
 * @throws validation, with the field: `instant_invalid`, `currency_invalid`, `currency_missing`, `refund_empty`,
 * `refund_ambiguous`, `refund_line_empty`, `line_repeated` and the refusals of `priceOrder`
 */
export function readFact<F extends Fact>(fact: F): Told<F> {
  const at = readInstant(fact.occurredAt, '/occurredAt');
  switch (fact.type) {
    case 'order.placed':
    case 'order.paid': return { fact, at, order: priceOrder(fact.data.order) };
    case 'order.refunded': checkRefund(fact.data); break;
    case 'cart.updated': assertCurrency(fact.data.currency, '/data/currency'); break;
    case 'product.changed': checkProduct(fact.data); break;
    default:
  }
  return { fact, at };
}

function checkRefund({ currency, lines, shippingMinor, amountMinor }: Refund): void {
  assertCurrency(currency, '/data/currency');
  if (amountMinor !== undefined && (lines !== undefined || shippingMinor !== undefined)) {
    throw refuse('refund_ambiguous', '/data/amountMinor', 'is for a refund that belongs to no line; this one names lines or shipping too');
  }
  if (lines === undefined && shippingMinor === undefined && amountMinor === undefined) throw refuse('refund_empty', '/data', 'gives nothing back');
  const ids = new Set<string>();
  lines?.forEach(({ lineId, quantity, amountMinor: amount }, index) => {
    if (quantity === undefined && !amount) throw refuse('refund_line_empty', `/data/lines/${index}`, 'gives back neither units nor money');
    ids.add(lineId);
    if (ids.size === index) throw refuse('line_repeated', `/data/lines/${index}/lineId`, 'is refunded twice in one refund');
  });
}

function checkProduct({ currency, unitPriceMinor, unitCostMinor }: Product): void {
  if (currency !== undefined) assertCurrency(currency, '/data/currency');
  else if (unitPriceMinor !== undefined || unitCostMinor !== undefined) throw refuse('currency_missing', '/data/currency', 'is needed with an amount');
}
