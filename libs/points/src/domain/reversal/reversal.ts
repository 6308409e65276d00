import { streamPart, type PointsReversalCounted } from '@loyalty/contracts';
import { assertAmount, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import type { AccountId } from '../account/commands';

/** How much of one award or redemption was taken back so far. */
export interface ReversalState {
  readonly totalPoints: number;
}

export interface CountReversal {
  readonly originalId: string;
  readonly originalPoints: number;
  readonly points: number;
  readonly at: Instant;
}

/** Counts what is taken back of an award or a redemption, so that all of it together is never more than there was. */
export const reversal: Decider<ReversalState, CountReversal, PointsReversalCounted> = {
  initial: { totalPoints: 0 },
  stateVersion: 1,
  decide({ originalId, originalPoints, points, at }, { totalPoints }) {
    if (totalPoints + points > originalPoints || totalPoints >= originalPoints) {
      throw rejected('above_original', `Of ${originalPoints} points ${totalPoints} were taken back already`, { originalId, originalPoints, totalPoints, points });
    }
    assertAmount(points, 'points', { min: 1 });
    return [{ type: 'points.reversal.counted.v1', effectiveAt: at, data: { originalId, originalPoints, points, totalPoints: totalPoints + points } }];
  },
  evolve: (_, { data }) => ({ totalPoints: data.totalPoints }),
  atRest: () => true,
};

/** The stream that counts for one award or redemption: `pointsReversal-<wallet>.<memberId>.<its id>`. */
export function reversalStream({ wallet, memberId }: AccountId, originalId: string): StreamOf<ReversalState, CountReversal, PointsReversalCounted> {
  return { name: streamName('pointsReversal', wallet, streamPart(memberId), originalId), decider: reversal };
}
