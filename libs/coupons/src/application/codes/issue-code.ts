import type { CouponSource, CouponTerms } from '@loyalty/contracts';
import { DomainError, rejected } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { batchStream, knownBatch } from '../../domain/batch/batch';
import type { BatchState } from '../../domain/batch/batch-state';
import { isLeft } from '../../domain/batch/issue-serial';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { canonicalCode } from '../../domain/codes/canonical-code';
import { couponStream, isFree } from '../../domain/coupon/coupon';
import { ownTerms, type AskedTerms } from '../../domain/coupon/own-terms';
import type { SerialsInHand } from './serials-in-hand';
import { printedCode } from './printed-code';

export interface IssueRequest extends AskedTerms {
  readonly batchId: string;
  readonly memberId: string;
  readonly reasonCode: string;
  readonly source: CouponSource;
}

/** What a member was given. */
export interface CodeGiven extends CouponTerms {
  /** As it is printed. */
  readonly code: string;
  readonly batchId: string;
  readonly campaignId: string;
  readonly memberId: string;
}

/** How often another serial is tried before the caller is told to come back. */
const ATTEMPTS_MAX = 50;

/** Not an answer: somebody else had the serial, so another one is tried under the same id. */
class SerialGone extends Error {
  constructor(readonly forGood: boolean) {
    super('this serial is gone');
  }
}

/**
 * Gives a member the next free code of a generated batch, in one commit. Any number may ask at once: each gets another
 * code.
 * @throws not_found `batch_unknown`; state `batch_not_generated`, `batch_disabled`, `batch_ended`, `batch_exhausted`;
 * validation `coupon_invalid`; overloaded `too_many_issue`
 */
export async function issueCode(ledger: Ledger, keys: CodeKeys, hands: SerialsInHand, command: Command, request: IssueRequest): Promise<Result<CodeGiven>> {
  const serials = hands.of(request.batchId);
  for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts += 1) {
    const { state } = await ledger.peek(batchStream(request.batchId));
    const { size } = generatedOf(state).range;
    const serial = serials.take(state.issued, size);
    const passed = serials.passed();
    let gaveAway = false;
    try {
      const result = await giveSerial(ledger, keys, command, request, state, serial, passed);
      gaveAway = !result.repeated;
      if (gaveAway) serials.told(passed);
      return result;
    } catch (error) {
      if (!(error instanceof SerialGone)) throw error;
      if (error.forGood) serials.pass(serial);
    } finally {
      serials.release(serial, gaveAway);
    }
  }
  throw new DomainError('overloaded', 'too_many_issue', 'Too many are given codes of this batch at once', { batchId: request.batchId, retryAfterMs: 250 });
}

function giveSerial(ledger: Ledger, keys: CodeKeys, command: Command, { batchId, memberId, reasonCode, source, ...asked }: IssueRequest, before: BatchState, serial: number, passed: readonly number[]): Promise<Result<CodeGiven>> {
  const batch = batchStream(batchId);
  const { range } = generatedOf(before);
  const code = serial > range.size ? undefined : printedCode(keys, before, serial);
  const canonical = code === undefined ? undefined : canonicalCode(code)!;
  const coupon = canonical === undefined ? undefined : couponStream(canonical);
  return ledger.transact(command, {
    streams: coupon === undefined ? [batch] : [batch, coupon],
    decide(tx) {
      const state = tx.state(batch);
      if (coupon !== undefined && !isLeft(state.issued, serial)) throw new SerialGone(false);
      if (coupon !== undefined && !isFree(tx.state(coupon), tx.now)) throw new SerialGone(true);
      tx.execute(batch, { kind: 'issue', serial, passed, at: tx.now });
      const { campaignId, usesPerCode, daysAfterIssue } = knownBatch(state);
      const terms = ownTerms(asked, daysAfterIssue, tx.now);
      tx.execute(coupon!, { kind: 'assign', code: canonical!, batchId, campaignId, memberId, reasonCode, source, terms, usesPerCode, at: tx.now });
      return { code: code!, batchId, campaignId, memberId, ...terms };
    },
  });
}

/** @throws not_found `batch_unknown`, state `batch_not_generated` */
function generatedOf(state: BatchState): NonNullable<BatchState['generated']> {
  const { batchId } = knownBatch(state);
  if (state.generated === undefined) throw rejected('batch_not_generated', 'Codes of this batch were imported: assign one of them', { batchId });
  return state.generated;
}
