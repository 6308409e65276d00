import type { Evaluation } from '@loyalty/contracts';
import { returnLines } from '@loyalty/coupons';
import { ask, type Situation } from '../mapping/situation';
import type { Check } from './check';

/** What must hold of every basket, whatever the case expects. */
export function invariantChecks(situation: Situation, evaluation: Evaluation): Check[] {
  const holds = (what: string, ok: boolean): Check => ({ what: `invariant: ${what}`, expected: true, actual: ok, ok });
  const { basket } = situation.request;
  const again = ask(situation);
  const turned = ask(situation, situation.campaigns, { ...situation.request, basket: { ...basket, lines: basket.lines.toReversed() } });
  const none = ask(situation, []);
  const { lines, shipping, applied, totals } = evaluation;
  const parts = [...lines, ...shipping].flatMap(({ allocations }) => allocations).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    holds('a discount lies between 0 and its line', [...lines, ...shipping].every(({ amountMinor, discountMinor }) => discountMinor >= 0 && discountMinor <= Math.max(amountMinor, 0))),
    holds('parts add up', parts === totals.discountMinor && parts === applied.reduce((sum, { discountMinor }) => sum + discountMinor, 0)),
    holds('the same again, to the byte', JSON.stringify(again) === JSON.stringify(evaluation)),
    holds('the order of lines changes no total', JSON.stringify(turned.totals) === JSON.stringify(totals)),
    holds('without promotions the prices are restored', none.totals.discountMinor === 0 && none.totals.itemsMinor === totals.itemsMinor),
    holds('returned unit by unit, exactly what was paid comes back', lines.every(cameBack)),
  ];
}

/** Up to so many units come back one by one, the others together. */
const ONE_BY_ONE = 50;

function cameBack(line: Evaluation['lines'][number]): boolean {
  let back = 0;
  for (let unit = 0; unit < line.quantity; ) {
    const quantity = unit < ONE_BY_ONE ? 1 : line.quantity - unit;
    back += returnLines([line], { [line.lineId]: unit }, [{ lineId: line.lineId, quantity }])[0]!.refundMinor;
    unit += quantity;
  }
  return back === line.amountMinor - line.discountMinor;
}
