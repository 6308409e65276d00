import type { ReturnedPart } from '@loyalty/contracts';
import { mulDivFloor } from '@loyalty/kernel';
import type { OrderAward, Returned } from './order-record';

/**
 * The points of an award that belong to what came back so far: each line's points by the part of the line that came
 * back, money of no line by its share of the order, and points of no line by the order's share, each rounded down. With
 * the last return it is all of the award, to the point.
 */
export function pointsReturned({ points, lines }: Pick<OrderAward, 'points' | 'lines'>, returned: Returned): number {
  if (returned.complete) return points;
  const onLines = lines.reduce((sum, line) => sum + line.points, 0);
  const byLine = lines.reduce((sum, { lineId, points: of }) => sum + share(of, Object.hasOwn(returned.lines, lineId) ? returned.lines[lineId] : undefined), 0);
  const ofNoLine = share(onLines, { part: returned.wholeOrderMinor, of: returned.amount.of });
  return Math.min(points, byLine + ofNoLine + share(points - onLines, returned.amount));
}

/** The points spent on the order that belong to what came back so far, by its share of the money. */
export function spentPointsReturned(points: number, { amount, complete }: Returned): number {
  return complete ? points : share(points, amount);
}

function share(points: number, returned: ReturnedPart | undefined): number {
  if (returned === undefined || returned.of === 0) return 0;
  return mulDivFloor(points, Math.min(returned.part, returned.of), returned.of);
}
