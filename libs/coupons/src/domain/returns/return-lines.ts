import type { Allocation, EvaluatedLine } from '@loyalty/contracts';
import { assertAmount, notFound, rejected } from '@loyalty/kernel';
import { leftIn, taken, untouched, type WorkingLine } from '../basket/working-line';

/** Units of a line that come back. */
export interface ReturnedUnits {
  readonly lineId: string;
  readonly quantity: number;
}

/** What goes back for units of a line, and what of each promotion goes with them. */
export interface LineReturn extends ReturnedUnits {
  /** What was paid for the units: their price less their discounts, in the way the shop states prices. */
  readonly refundMinor: number;
  readonly discounts: readonly { readonly campaignId: string; readonly amountMinor: number }[];
}

/** What of an evaluation a return needs: the lines as they were told then. */
export type SoldLine = Pick<EvaluatedLine, 'lineId' | 'quantity' | 'amountMinor' | 'allocations'>;

/**
 * What goes back for some units, by the stored allocations: nothing is evaluated anew. Units come back from the first on;
 * `before` says how many of each line did already. However a line is returned in parts, each part is at least 0, all parts
 * together are exactly what was paid for it, and each promotion gets back exactly what it gave.
 * @throws not_found `line_unknown`, state `above_sold`, validation `amount_invalid`
 */
export function returnLines(sold: readonly SoldLine[], before: Readonly<Record<string, number>>, returned: readonly ReturnedUnits[]): LineReturn[] {
  return returned.map(({ lineId, quantity }) => {
    const line = sold.find((one) => one.lineId === lineId);
    if (line === undefined) throw notFound('line_unknown', `Nothing was sold on line ${lineId}`, { lineId });
    assertAmount(quantity, 'quantity', { min: 1 });
    const from = Object.hasOwn(before, lineId) ? before[lineId]! : 0;
    if (from + quantity > line.quantity) throw rejected('above_sold', `Of ${line.quantity} units ${from} came back already`, { lineId, sold: line.quantity, before: from, quantity });
    return unitsBack(line, from, from + quantity);
  });
}

/** The allocations are taken off the line again one by one, and what each took of the units [from, to) is theirs. */
function unitsBack({ lineId, quantity, amountMinor, allocations }: SoldLine, from: number, to: number): LineReturn {
  const discounts = new Map<string, number>();
  let line = untouched({ id: lineId, place: 0, quantity, initial: amountMinor, floor: 0 });
  for (const allocation of allocations) {
    const after = off(line, allocation);
    const share = leftIn(line, from, to) - leftIn(after, from, to);
    if (share > 0) discounts.set(allocation.campaignId, (discounts.get(allocation.campaignId) ?? 0) + share);
    line = after;
  }
  return { lineId, quantity: to - from, refundMinor: leftIn(line, from, to), discounts: [...discounts].map(([campaignId, amount]) => ({ campaignId, amountMinor: amount })) };
}

function off(line: WorkingLine, { from, to, amountMinor }: Allocation): WorkingLine {
  return taken(line, from, to, amountMinor, false);
}
