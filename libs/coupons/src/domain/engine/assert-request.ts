import { EVALUATION_CODES_MAX, EVALUATION_LINES_MAX, EVALUATION_SHIPPING_MAX, QUANTITY_MAX, type BasketLine, type EvaluationRequest } from '@loyalty/contracts';
import { addAmounts, assertAmount, assertCurrency, invalid, SAFE_AMOUNT_MAX } from '@loyalty/kernel';

/**
 * Refuses what cannot be evaluated: `too_many_lines`, `too_many_charges`, `too_many_codes`, `line_repeated`,
 * `shipping_repeated`, `currency_invalid`, `amount_invalid`, `amount_overflow`, each with the field.
 */
export function assertRequest({ basket, codes = [] }: EvaluationRequest): void {
  const { lines, shipping = [] } = basket;
  atMost(lines.length, EVALUATION_LINES_MAX, 'too_many_lines', 'lines');
  atMost(shipping.length, EVALUATION_SHIPPING_MAX, 'too_many_charges', 'shipping charges');
  atMost(codes.length, EVALUATION_CODES_MAX, 'too_many_codes', 'codes');
  assertCurrency(basket.currency, '/basket/currency');
  let total = 0;
  for (let i = 0; i < lines.length; i += 1) total = addAmounts(total, Math.abs(checkedLine(lines[i]!, i)));
  shipping.forEach(({ amountMinor }, i) => assertAmount(amountMinor, `/basket/shipping/${i}/amountMinor`));
  if (new Set(lines.map(({ lineId }) => lineId)).size < lines.length) throw invalid('line_repeated', 'Every line has an id of its own', { field: '/basket/lines' });
  if (new Set(shipping.map(({ method }) => method)).size < shipping.length) throw invalid('shipping_repeated', 'Every shipping charge has a method of its own', { field: '/basket/shipping' });
}

function atMost(count: number, most: number, code: string, what: string): void {
  if (count > most) throw invalid(code, `One evaluation takes at most ${most} ${what}`, { count, most });
}

/** What a line comes to. */
function checkedLine({ quantity, unitPriceMinor, discountMinor = 0, floorUnitPriceMinor = 0 }: BasketLine, i: number): number {
  const path = `/basket/lines/${i}`;
  assertAmount(quantity, `${path}/quantity`, { min: 1, max: QUANTITY_MAX });
  assertAmount(unitPriceMinor, `${path}/unitPriceMinor`, { min: -SAFE_AMOUNT_MAX });
  const amount = unitPriceMinor * quantity;
  assertAmount(amount, path, { min: -SAFE_AMOUNT_MAX });
  assertAmount(discountMinor, `${path}/discountMinor`, { max: Math.max(amount, 0) });
  assertAmount(floorUnitPriceMinor, `${path}/floorUnitPriceMinor`);
  return amount;
}
