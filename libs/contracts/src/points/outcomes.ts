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
export interface CommandApplied<Answer> {
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
    /** Stable, for programs; new codes may come. */
    readonly code: string;
    readonly category: Exclude<ErrorCategory, 'overloaded' | 'unavailable' | 'corruption'>;
    /** For people; its words may change. */
    readonly message: string;
    /** The ids and figures of the refusal. */
    readonly facts: { readonly [name: string]: unknown };
  };
}

/** What became of each kind of command. */
export type PointsOutcomes = {
  readonly [Type in PointsCommandType]: CommandApplied<Type extends 'points.transfer.v1' ? TransferAnswer : AccountAnswer> | CommandRejected;
};
