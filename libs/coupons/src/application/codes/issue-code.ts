import type { CouponSource, CouponTerms } from '@loyalty/contracts';
import { DomainError, rejected } from '@loyalty/kernel';
import type { AnyStream, Command, Ledger, Result, Transaction } from '@loyalty/ledger';
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

/** What is decided in the commit that gives a code away, besides the giving. */
export interface WithNextCode<Answer> {
  readonly streams: readonly AnyStream[];
  /** `give` gives the next code, once at most; without it nothing is given. Decided again where somebody else had the code. */
  decide(tx: Transaction, give: (to: Omit<IssueRequest, 'batchId'>) => CodeGiven): Answer;
}

/**
 * Gives a member the next free code of a generated batch, in one commit. Any number may ask at once: each gets another
 * code.
 * @throws not_found `batch_unknown`; state `batch_not_generated`, `batch_disabled`, `batch_ended`, `batch_exhausted`;
 * validation `coupon_invalid`; overloaded `too_many_issue`
 */
export function issueCode(ledger: Ledger, keys: CodeKeys, hands: SerialsInHand, command: Command, { batchId, ...request }: IssueRequest): Promise<Result<CodeGiven>> {
  return issueWith(ledger, keys, hands, command, batchId, { streams: [], decide: (_, give) => give(request) });
}

/** The same together with something else that is decided in the same commit. Throws the same, and what the other throws. */
export async function issueWith<Answer>(ledger: Ledger, keys: CodeKeys, hands: SerialsInHand, command: Command, batchId: string, work: WithNextCode<Answer>): Promise<Result<Answer>> {
  const serials = hands.of(batchId);
  for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts += 1) {
    const { state } = await ledger.peek(batchStream(batchId));
    const { size } = generatedOf(state).range;
    const serial = serials.take(state.issued, size);
    const offer: Offer = { batchId, serial, passed: serials.passed(), given: false };
    let gaveAway = false;
    try {
      const result = await decideWith(ledger, keys, command, state, offer, work);
      gaveAway = !result.repeated && offer.given;
      if (gaveAway) serials.told(offer.passed);
      return result;
    } catch (error) {
      if (!(error instanceof SerialGone)) throw error;
      if (error.forGood) serials.pass(serial);
    } finally {
      serials.release(serial, gaveAway);
    }
  }
  throw new DomainError('overloaded', 'too_many_issue', 'Too many are given codes of this batch at once', { batchId, retryAfterMs: 250 });
}

/** A serial in hand, and whether the last decision gave it away. */
interface Offer {
  readonly batchId: string;
  readonly serial: number;
  readonly passed: readonly number[];
  given: boolean;
}

function decideWith<Answer>(ledger: Ledger, keys: CodeKeys, command: Command, before: BatchState, offer: Offer, work: WithNextCode<Answer>): Promise<Result<Answer>> {
  const { batchId, serial, passed } = offer;
  const batch = batchStream(batchId);
  const code = serial > generatedOf(before).range.size ? undefined : printedCode(keys, before, serial);
  const canonical = code === undefined ? undefined : canonicalCode(code)!;
  const coupon = canonical === undefined ? undefined : couponStream(canonical);
  return ledger.transact(command, {
    streams: [batch, ...(coupon === undefined ? [] : [coupon]), ...work.streams],
    decide(tx) {
      offer.given = false;
      return work.decide(tx, ({ memberId, reasonCode, source, ...asked }) => {
        const state = tx.state(batch);
        if (coupon !== undefined && !isLeft(state.issued, serial)) throw new SerialGone(false);
        if (coupon !== undefined && !isFree(tx.state(coupon), tx.now)) throw new SerialGone(true);
        tx.execute(batch, { kind: 'issue', serial, passed, at: tx.now });
        const { campaignId, usesPerCode, daysAfterIssue } = knownBatch(state);
        const terms = ownTerms(asked, daysAfterIssue, tx.now);
        tx.execute(coupon!, { kind: 'assign', code: canonical!, batchId, campaignId, memberId, reasonCode, source, terms, usesPerCode, at: tx.now });
        offer.given = true;
        return { code: code!, batchId, campaignId, memberId, ...terms };
      });
    },
  });
}

/** @throws not_found `batch_unknown`, state `batch_not_generated` */
function generatedOf(state: BatchState): NonNullable<BatchState['generated']> {
  const { batchId } = knownBatch(state);
  if (state.generated === undefined) throw rejected('batch_not_generated', 'Codes of this batch were imported: assign one of them', { batchId });
  return state.generated;
}
