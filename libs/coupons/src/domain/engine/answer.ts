import type { Basket, CompatibilityProfile, EvaluatedLine, EvaluatedShipping, Evaluation, EvaluationTotals, PromotionRefused } from '@loyalty/contracts';
import { creditOf } from '../basket/working-basket';
import type { WorkingLine } from '../basket/working-line';
import { taxed } from '../tax/tax';
import type { Best } from './best-choices';

/** A run as it is told. Lines and charges stand in the order of the basket. */
export function answerOf(basket: Basket, profile: CompatibilityProfile, { state, search }: Best, refused: readonly PromotionRefused[]): Evaluation {
  const lines: EvaluatedLine[] = new Array<EvaluatedLine>(basket.lines.length);
  const shipping: EvaluatedShipping[] = new Array<EvaluatedShipping>(basket.shipping?.length ?? 0);
  state.lines.forEach((line, at) => {
    const allocations = state.allocations[at]!;
    const { amountMinor, discountMinor, tax: { netMinor, taxMinor, payableMinor } } = figures(line, profile);
    if (line.goods !== undefined) lines[line.place] = { lineId: line.goods.lineId, quantity: line.quantity, amountMinor, discountMinor, netMinor, taxMinor, payableMinor, allocations };
    else shipping[line.place - lines.length] = { method: line.shipping!.method, amountMinor, discountMinor, netMinor, taxMinor, payableMinor, allocations };
  });
  const { applied, gifts, points, coupons } = state;
  return {
    engine: 'promotions/1', currency: basket.currency, lines, shipping, applied, refused: [...refused, ...state.refused], gifts, points, coupons,
    totals: totalsOf(lines, shipping),
    ...(search === undefined ? {} : { search }),
  };
}

function figures({ goods, shipping, initial, left, quantity }: WorkingLine, profile: CompatibilityProfile) {
  const credit = goods === undefined ? 0 : creditOf(goods, profile.amounts);
  return { amountMinor: initial + credit, discountMinor: initial - left, tax: taxed(left + credit, quantity, (goods ?? shipping)!.taxes, profile) };
}

function totalsOf(lines: readonly EvaluatedLine[], shipping: readonly EvaluatedShipping[]): EvaluationTotals {
  const totals = { itemsMinor: 0, itemDiscountMinor: 0, shippingMinor: 0, shippingDiscountMinor: 0, discountMinor: 0, netMinor: 0, taxMinor: 0, payableMinor: 0 };
  for (const { amountMinor, discountMinor } of lines) {
    totals.itemsMinor += amountMinor;
    totals.itemDiscountMinor += discountMinor;
  }
  for (const { amountMinor, discountMinor } of shipping) {
    totals.shippingMinor += amountMinor;
    totals.shippingDiscountMinor += discountMinor;
  }
  for (const part of [lines, shipping]) {
    for (const { netMinor, taxMinor, payableMinor } of part) {
      totals.netMinor += netMinor;
      totals.taxMinor += taxMinor;
      totals.payableMinor += payableMinor;
    }
  }
  totals.discountMinor = totals.itemDiscountMinor + totals.shippingDiscountMinor;
  return totals;
}
