import type { ErrorCategory, Instant } from '@loyalty/kernel';
import type { MemberBalances } from './account-events';
import type { PointsCommandType } from './dto/command-messages';

/** Where what became of each command on points is told: one record each, under the command's key and id. */
export const POINTS_OUTCOMES_TOPIC = 'loyalty.points.outcomes.v1';

/** What every command on an account answers: the ids it gave and the balances after it. Kept for ever, so kept small. */
export interface AccountAnswer {
  readonly wallet: string;
  readonly memberId: string;
  readonly revision: number;
  readonly balances: MemberBalances;
  readonly lotId?: string;
  readonly holdId?: string;
  readonly expiresAt?: Instant;
  readonly redemptionId?: string;
  readonly points?: number;
  readonly payment?: { readonly amountMinor: number; readonly currency: string };
  readonly debt?: number;
  readonly forgone?: number;
}

export interface TransferAnswer {
  readonly transferId: string;
  readonly from: AccountAnswer;
  readonly to: AccountAnswer;
}

/** The command took effect; the same command sent again is answered the same. */
interface Applied<Answer> {
  readonly commandId: string;
  readonly status: 'applied';
  readonly answer: Answer;
  /** The log's position once it was applied. */
  readonly position: number;
}

/** The command was refused and had no effect; the same command sent again is refused the same. */
export interface CommandRejected {
  readonly commandId: string;
  readonly status: 'rejected';
  readonly error: {
    /** Stable, for programs; new ones may come. */
    readonly code: string;
    readonly category: Exclude<ErrorCategory, 'overloaded' | 'unavailable' | 'corruption'>;
    /** For people; its words may change. */
    readonly message: string;
    /** The ids and figures behind the refusal. */
    readonly facts: Readonly<Record<string, unknown>>;
  };
}

export type AccountOutcome = Applied<AccountAnswer> | CommandRejected;
export type TransferOutcome = Applied<TransferAnswer> | CommandRejected;

/** An outcome as a message: its CloudEvents type, and which of the two shapes its data have. */
export interface OutcomeMessage {
  readonly type: string;
  readonly data: 'AccountOutcome' | 'TransferOutcome';
}

/** The outcome of each command. */
export const POINTS_OUTCOMES: Readonly<Record<PointsCommandType, OutcomeMessage>> = {
  'points.earn.v1': { type: 'points.earn.outcome.v1', data: 'AccountOutcome' },
  'points.redeem.v1': { type: 'points.redeem.outcome.v1', data: 'AccountOutcome' },
  'points.hold.v1': { type: 'points.hold.outcome.v1', data: 'AccountOutcome' },
  'points.capture.v1': { type: 'points.capture.outcome.v1', data: 'AccountOutcome' },
  'points.release.v1': { type: 'points.release.outcome.v1', data: 'AccountOutcome' },
  'points.adjust.v1': { type: 'points.adjust.outcome.v1', data: 'AccountOutcome' },
  'points.claw.back.v1': { type: 'points.claw.back.outcome.v1', data: 'AccountOutcome' },
  'points.reinstate.v1': { type: 'points.reinstate.outcome.v1', data: 'AccountOutcome' },
  'points.freeze.v1': { type: 'points.freeze.outcome.v1', data: 'AccountOutcome' },
  'points.unfreeze.v1': { type: 'points.unfreeze.outcome.v1', data: 'AccountOutcome' },
  'points.move.expiry.v1': { type: 'points.move.expiry.outcome.v1', data: 'AccountOutcome' },
  'points.transfer.v1': { type: 'points.transfer.outcome.v1', data: 'TransferOutcome' },
};
