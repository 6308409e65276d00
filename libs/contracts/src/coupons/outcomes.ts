import type { Instant } from '@loyalty/kernel';
import type { CommandRejected } from '../points/outcomes';
import type { PointsPaid } from '../points/points-desk';
import type { RedemptionCommandType } from './dto/command-messages';

/** Where what became of each command on redemptions is told: one record each, under the command's key and id. */
export const COUPONS_OUTCOMES_TOPIC = 'loyalty.coupons.outcomes.v1';

/** What a command on a redemption answers; kept for ever, so kept small. What each line was given stands in the redemption's events. */
export interface RedemptionAnswer {
  readonly redemptionId: string;
  readonly status: 'held' | 'committed' | 'released' | 'lapsed' | 'reversed';
  /** When the hold ends. */
  readonly until?: Instant;
  /** ISO 4217. */
  readonly currency: string;
  readonly discountMinor: number;
  readonly payableMinor: number;
  /** The points that are set aside with the hold, `<wallet>:<holdId>`: the order names them so. They end when the hold does. */
  readonly pointsHoldId?: string;
  readonly payment?: PointsPaid;
  /** What is to be paid beside the points. */
  readonly leftToPayMinor?: number;
  /** What goes back to the customer for the units that came back. */
  readonly refundMinor?: number;
  /** What was held back of it; below 0: what was held back before goes back. */
  readonly deductedMinor?: number;
}

/** The command took effect; the same command sent again is answered the same. */
export interface RedemptionApplied {
  readonly commandId: string;
  readonly status: 'applied';
  readonly answer: RedemptionAnswer;
  /** The log's position once it was applied. */
  readonly position: number;
}

export type RedemptionOutcome = RedemptionApplied | CommandRejected;

/** The outcome of each command: its CloudEvents type. */
export const COUPONS_OUTCOMES: Readonly<Record<RedemptionCommandType, { readonly type: string; readonly data: 'RedemptionOutcome' }>> = {
  'redemption.hold.v1': { type: 'redemption.hold.outcome.v1', data: 'RedemptionOutcome' },
  'redemption.redeem.v1': { type: 'redemption.redeem.outcome.v1', data: 'RedemptionOutcome' },
  'redemption.commit.v1': { type: 'redemption.commit.outcome.v1', data: 'RedemptionOutcome' },
  'redemption.release.v1': { type: 'redemption.release.outcome.v1', data: 'RedemptionOutcome' },
  'redemption.reverse.v1': { type: 'redemption.reverse.outcome.v1', data: 'RedemptionOutcome' },
  'redemption.return.v1': { type: 'redemption.return.outcome.v1', data: 'RedemptionOutcome' },
};
