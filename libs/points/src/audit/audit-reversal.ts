import type { PointsReversalCounted } from '@loyalty/contracts';
import type { RecordedEvent, Report } from '@loyalty/ledger';

/** What was taken back of one award or redemption, and how much there was. */
export interface CountedReversal {
  readonly totalPoints: number;
  readonly originalPoints: number | undefined;
}

export const NOTHING_REVERSED: CountedReversal = { totalPoints: 0, originalPoints: undefined };

/** The counter goes up by what each event says and never above the original. Invariant 14. */
export function auditReversal(state: CountedReversal, event: RecordedEvent, report: Report): CountedReversal | undefined {
  const { originalPoints, points, totalPoints } = event.data as PointsReversalCounted['data'];
  const grows = Number.isSafeInteger(points) && points >= 0 && totalPoints === state.totalPoints + points;
  const sameOriginal = state.originalPoints === undefined || state.originalPoints === originalPoints;
  if (grows && sameOriginal && totalPoints <= originalPoints) return { totalPoints, originalPoints };
  report({
    code: 'reversal_above_original', position: event.position, stream: event.stream,
    detail: `${points} points on top of ${state.totalPoints} make ${totalPoints}, of ${originalPoints} there were`,
  });
  return undefined;
}
