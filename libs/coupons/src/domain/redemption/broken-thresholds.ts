import type { RedemptionContent, RedemptionUse } from '@loyalty/contracts';
import { leftIn, taken, untouched, type WorkingLine } from '../basket/working-line';
import { workingBasket, type WorkingBasket } from '../basket/working-basket';
import { conditionKind } from '../conditions/registry';
import { DEFAULT_PROFILE } from '../engine/profile';

/**
 * The campaigns whose minimums are not reached by what is kept once so many units of each line came back. A minimum is
 * measured as it was: on the first prices, or on what the campaigns before had left, by what they took off then.
 */
export function brokenThresholds(content: RedemptionContent, returned: Readonly<Record<string, number>>): RedemptionUse[] {
  return content.uses.filter((use) => {
    if (use.deducts === undefined) return false;
    const view = { request: content.request, profile: DEFAULT_PROFILE, basket: keptBefore(content, returned, use.campaignId) };
    return use.deducts.some((condition) => conditionKind(condition).fails(condition, view) !== undefined);
  });
}

/** The goods that are kept, as they were when a campaign's turn came. */
function keptBefore({ request: { basket }, result }: RedemptionContent, returned: Readonly<Record<string, number>>, campaignId: string): WorkingBasket {
  const before = new Set<string>();
  for (const one of result.applied) {
    if (one.campaignId === campaignId) break;
    before.add(one.campaignId);
  }
  const start = workingBasket(basket, DEFAULT_PROFILE);
  const allocations = new Map(result.lines.map((line) => [line.lineId, line.allocations.filter((one) => before.has(one.campaignId))]));
  const lines = start.lines.flatMap((line) => {
    if (line.goods === undefined) return [line];
    const from = returned[line.goods.lineId] ?? 0;
    if (from >= line.quantity) return [];
    const then = (allocations.get(line.goods.lineId) ?? []).reduce((left, { from: first, to, amountMinor }) => taken(left, first, to, amountMinor, false), line);
    return [keptOf(line, then, from)];
  });
  return { ...start, lines };
}

function keptOf(line: WorkingLine, then: WorkingLine, from: number): WorkingLine {
  const { id, place, floor, quantity } = line;
  const kept = untouched({ id, place, floor, goods: { ...line.goods!, quantity: quantity - from }, quantity: quantity - from, initial: leftIn(line, from, quantity) });
  return { ...kept, left: leftIn(then, from, quantity) };
}
