import type { EvaluatedLine, Evaluation } from '@loyalty/contracts';
import { returnLines } from '@loyalty/coupons';
import { words } from '../case';
import type { Situation } from '../mapping/situation';
import { amount } from './amount';
import { amountCheck, type Check } from './check';

function line({ lines }: Evaluation, id: string): EvaluatedLine {
  const found = lines.find(({ lineId }) => lineId === id);
  if (found === undefined) throw new Error(`there is no line ${id}`);
  return found;
}

/** Discounts of lines, by their place or by id; a list for the units of one. */
export function lineChecks(situation: Situation, value: unknown, evaluation: Evaluation): Check[] {
  if (Array.isArray(value)) return (value as number[]).map((expected, i) => amount(situation, `lines.${i}`, expected, evaluation.lines[i]!.discountMinor));
  return Object.entries(words(value)).flatMap(([id, expected]) =>
    Array.isArray(expected) ? unitChecks(situation, { [id]: expected }, evaluation) : [amount(situation, `lines.${id}`, expected, line(evaluation, id).discountMinor)]);
}

/** Discounts of single units, dearest last: what each unit was less than its price when it came back. */
export function unitChecks(situation: Situation, value: unknown, evaluation: Evaluation): Check[] {
  return Object.entries(words(value)).flatMap(([id, expected]) => {
    const sold = line(evaluation, id);
    return (expected as number[]).map((share, unit) => {
      const [back] = returnLines([sold], { [id]: unit }, [{ lineId: id, quantity: 1 }]);
      return amount(situation, `units.${id}.${unit}`, share, back!.discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
    });
  });
}

/** What each rule gave on each line or charge; an empty list of names: nothing at all. */
export function ruleChecks(situation: Situation, value: unknown, evaluation: Evaluation): Check[] {
  return (value as unknown[]).flatMap((expected, at) => {
    const { campaignId } = situation.campaigns[at]!;
    const parts = [...evaluation.lines.map(({ lineId: id, allocations }) => ({ id, allocations })), ...evaluation.shipping.map(({ method: id, allocations }) => ({ id, allocations }))];
    const given = new Map(parts.map(({ id, allocations }) => [id, allocations.filter((one) => one.campaignId === campaignId).reduce((sum, { amountMinor }) => sum + amountMinor, 0)]));
    const named = Object.entries(words(expected));
    const all = [...given.values()].reduce((sum, given) => sum + given, 0);
    return named.length === 0
      ? [amountCheck(`byRule.${at}`, 0, all, situation.amounts)]
      : named.map(([id, share]) => amount(situation, `byRule.${at}.${id}`, share, given.get(id) ?? 0));
  });
}

/** Shipping after its discount, the discount, or its tax; of all charges or by method. */
export function shippingChecks(situation: Situation, word: string, value: unknown, { shipping, totals }: Evaluation): Check[] {
  const of = ({ amountMinor, discountMinor, taxMinor }: Evaluation['shipping'][number]) => {
    if (word === 'shipTax') return taxMinor;
    return situation.group.ship === 'discount' ? discountMinor : amountMinor - discountMinor;
  };
  if (typeof value === 'number') return [amount(situation, word, value, totals.shippingMinor - totals.shippingDiscountMinor)];
  return Object.entries(words(value)).map(([method, expected]) => amount(situation, `${word}.${method}`, expected, of(shipping.find((charge) => charge.method === method)!)));
}
