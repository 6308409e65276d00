import type { PromotionRefused, RejectedCode } from '@loyalty/contracts';
import type { Transaction } from '@loyalty/ledger';
import { attemptStream } from '../../domain/attempt/attempts';
import type { RejectedAttempt } from './answers';
import type { AskedRedemption } from './asked';
import type { EvaluatedAsked } from './evaluate-asked';
import type { States } from './states';

/** Codes that cannot be used: what is recorded of them, and what whoever asked is told. */
export interface Rejection {
  readonly codes: readonly RejectedCode[];
  readonly told: readonly PromotionRefused[];
}

/** Codes that cannot be used and codes whose campaign gives nothing here; being kept out for comparison is no fault of a code's. */
export function rejectionOf({ judged, evaluation }: EvaluatedAsked): Rejection | undefined {
  const codes = judged.refused.map(({ rejected }) => rejected);
  const told = judged.refused.map((one) => one.told);
  for (const one of evaluation.refused) {
    if (one.code === undefined || one.reason === 'held_out') continue;
    codes.push({ code: one.code, reason: one.reason });
    // That there is such a code is nothing that a campaign which is not running tells anybody.
    told.push(one.reason === 'code_unknown' ? { code: one.code, reason: 'code_not_valid', facts: {} } : one);
  }
  return codes.length === 0 ? undefined : { codes, told };
}

/** Keeps the attempt, for fraud. */
export function recordAttempt(tx: Transaction, states: States, { redemptionId, member, device }: AskedRedemption, asked: 'hold' | 'redeem', { codes }: Rejection): void {
  const by = { ...(member === undefined ? {} : { memberId: member.memberId }), ...(device === undefined ? {} : { device }) };
  const stream = attemptStream(by);
  states.need([stream]);
  tx.execute(stream, { attempt: { asked, redemptionId, ...by, codes }, at: tx.now });
}

/** The answer to such an attempt. */
export function rejectedAttempt(redemptionId: string, { told }: Rejection): RejectedAttempt {
  return { redemptionId, rejected: { code: told.some(({ reason }) => reason === 'code_not_valid') ? 'code_not_valid' : 'code_not_applied', refused: told } };
}

/** Whether codes stand in the way of everything that is asked for. */
export function standsInTheWay(rejection: Rejection | undefined, { asFarAsPossible }: AskedRedemption, { evaluation }: EvaluatedAsked): rejection is Rejection {
  return rejection !== undefined && !(asFarAsPossible && evaluation.applied.length > 0);
}
