import type { Evaluation } from '@loyalty/contracts';
import { list, words } from '../case';
import { ask, type Situation } from '../mapping/situation';
import { amount } from './amount';
import { amountCheck, valueCheck, type Check } from './check';
import { refusalCheck } from './errors';
import { lineChecks, ruleChecks, shippingChecks, unitChecks } from './parts';
import { variationChecks } from './variations';

/** Everything that a case expects of a basket, word by word. A word that nobody understands is an error. */
export function basketChecks(situation: Situation, evaluation: Evaluation): Check[] {
  const expected = situation.one['expect'];
  if (typeof expected === 'number' || typeof expected === 'string') return [amount(situation, 'discount', typeof expected === 'string' ? 10 : expected, evaluation.totals.itemDiscountMinor)];
  return Object.entries(words(expected)).flatMap(([word, value]) => check(word, value, situation, evaluation));
}

function check(word: string, value: unknown, situation: Situation, evaluation: Evaluation): Check[] {
  const { totals, lines, shipping, gifts } = evaluation;
  const is = (actual: number) => [amount(situation, word, value, actual)];
  const itemsLeft = totals.itemsMinor - totals.itemDiscountMinor;
  switch (word) {
    case 'disc': return typeof value === 'number' ? is(situation.group.discountOfAll || situation.request.basket.lines.length === 0 ? totals.discountMinor : totals.itemDiscountMinor) : splitDiscount(situation, value, evaluation);
    case 'kept': return is(totals.itemDiscountMinor);
    case 'total': return is(itemsLeft);
    case 'price': return is(itemsLeft);
    // What is paid otherwise stands beside the discounts: it lowers what is to be paid and no tax.
    case 'order': case 'due': return is(totals.payableMinor - situation.paidMinor);
    case 'net': case 'totalNet': return is(totals.netMinor - situation.paidMinor);
    case 'tax': case 'taxTotal': return is(totals.taxMinor);
    case 'itemTotal': return is(totals.itemsMinor + giftValue(evaluation));
    case 'itemsGross': return is(lines.reduce((sum, line) => sum + line.payableMinor, 0));
    case 'shipGross': return is(shipping.reduce((sum, charge) => sum + charge.payableMinor, 0));
    case 'shipDisc': return is(totals.shippingDiscountMinor);
    case 'orderRounded': return [amountCheck(word, value, totals.payableMinor, situation.amounts, { leastDecimals: 0 })];
    case 'unitFinal': return is((lines[0]!.amountMinor - lines[0]!.discountMinor) / lines[0]!.quantity);
    case 'lineTotal': return is(itemsLeft);
    case 'unit': return is(itemsLeft / lines[0]!.quantity);
    case 'lineCount': return [valueCheck(word, value, lines.length + gifts.length)];
    case 'lines': return typeof value === 'number' ? [valueCheck(word, value, lines.length + gifts.length)] : lineChecks(situation, value, evaluation);
    case 'freeQty': return freeQuantity(value, evaluation);
    case 'couponsIssued': case 'pointsAfterConfirm': return [valueCheck(word, value, evaluation.coupons.reduce((sum, { quantity }) => sum + quantity, 0))];
    // An evaluation is a question: until something is confirmed there is nothing.
    case 'pointsBeforeConfirm': return [valueCheck(word, value, 0)];
    case 'actions': return [valueCheck(word, value, evaluation.applied)];
    case 'err': return [refusalCheck(word, value, evaluation.refused, situation.amounts.decimals)];
    case 'original': return is(totals.itemsMinor);
    case 'ok': case 'valid': case 'eligible': return [valueCheck(word, value, evaluation.applied.length > 0)];
    // An evaluation begins with prices: what an earlier one took off is gone unless it is taken off again.
    case 'removed': return [valueCheck(word, value, value === true ? evaluation.applied.length === 0 : list(value).filter((code) => !evaluation.applied.some((one) => one.code === code)))];
    case 'adjustments': return [valueCheck(word, value, evaluation.applied.length)];
    case 'second': return words(value)['err'] === undefined ? [valueCheck(word, true, evaluation.applied.some(({ campaignId }) => campaignId === 'rule-02'))] : [refusalCheck(word, words(value)['err'], evaluation.refused.filter(({ campaignId }) => campaignId === 'rule-02'), situation.amounts.decimals)];
    case 'manualReplacesVoucher': return [valueCheck(word, value, evaluation.refused.some(({ campaignId, reason }) => campaignId === 'voucher' && reason === 'exclusive_applied'))];
    case 'multiset': return [valueCheck(word, (value as number[]).map(situation.amounts.toMinor).toSorted(), lines.map(({ discountMinor }) => discountMinor).toSorted())];
    case 'ship': case 'shipTax': return shippingChecks(situation, word, value, evaluation);
    case 'byRule': return ruleChecks(situation, value, evaluation);
    case 'units': return unitChecks(situation, value, evaluation);
    case 'unitsWithDiscount': case 'applications': return [valueCheck(word, value, applications(word, situation, evaluation))];
    default: return variationChecks(word, value, situation, ask, evaluation);
  }
}

function splitDiscount(situation: Situation, value: unknown, { totals }: Evaluation): Check[] {
  const { subtotal, ship } = words(value);
  return [amount(situation, 'disc.subtotal', subtotal, totals.itemDiscountMinor), amount(situation, 'disc.ship', ship, totals.shippingDiscountMinor)];
}

function giftValue({ gifts }: Evaluation): number {
  return gifts.reduce((sum, { quantity, unitValueMinor = 0 }) => sum + quantity * unitValueMinor, 0);
}

/** Units without charge: added as gifts, or units of the basket that are wholly discounted. */
function freeQuantity(value: unknown, { gifts, lines }: Evaluation): Check[] {
  if (typeof value === 'number') return [valueCheck('freeQty', value, gifts.reduce((sum, { quantity }) => sum + quantity, 0))];
  return Object.entries(words(value)).map(([lineId, units]) => {
    const free = lines.find((line) => line.lineId === lineId)?.allocations.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0;
    return valueCheck(`freeQty.${lineId}`, units, free);
  });
}

function applications(word: string, { one }: Situation, { lines }: Evaluation): number {
  const units = lines.flatMap(({ allocations }) => allocations).reduce((sum, { from, to }) => sum + to - from, 0);
  const [rule] = Array.isArray(one['rules']) ? (one['rules'] as unknown[]) : [];
  return word === 'applications' ? units / Number(words(rule)['consumesEach'] ?? 1) : units;
}
