import type { CouponSource, CouponTerms } from '@loyalty/contracts';
import { notFound } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { batchStream, knownBatch } from '../../domain/batch/batch';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { couponStream } from '../../domain/coupon/coupon';
import { holderStream } from '../../domain/coupon/holder';
import { ownTerms, type AskedTerms } from '../../domain/coupon/own-terms';
import { codeUnknown, findCode, type FoundCode } from './find-code';
import type { CodeGiven } from './issue-code';

export interface AssignRequest extends AskedTerms {
  readonly code: string;
  readonly memberId: string;
  readonly reasonCode: string;
  readonly source: CouponSource;
}

/** Gives one code of a batch to a member. @throws not_found `code_unknown`, `code_shared`; what `coupon` refuses */
export async function assignCode(ledger: Ledger, keys: CodeKeys, command: Command, { code: raw, memberId, reasonCode, source, ...asked }: AssignRequest): Promise<Result<CodeGiven>> {
  const code = await findCode(ledger, keys, raw);
  const batch = code?.batchId === undefined ? undefined : batchStream(code.batchId);
  const coupon = code === undefined ? undefined : couponStream(code.canonical);
  return ledger.transact(command, {
    streams: batch === undefined ? [] : [batch, coupon!],
    decide(tx) {
      const { canonical, batchId } = inBatch(code);
      const { campaignId, usesPerCode, daysAfterIssue } = knownBatch(tx.state(batch!));
      const terms: CouponTerms = ownTerms(asked, daysAfterIssue, tx.now);
      tx.execute(coupon!, { kind: 'assign', code: canonical, batchId, campaignId, memberId, reasonCode, source, terms, usesPerCode, at: tx.now });
      return { code: raw, batchId, campaignId, memberId, ...terms };
    },
  });
}

export interface CodeSwitched {
  readonly code: string;
  readonly disabled: boolean;
}

/** One code cannot be used, or can again; said twice, it is said once. @throws not_found `code_unknown` */
export async function switchCode(ledger: Ledger, keys: CodeKeys, command: Command, raw: string, kind: 'disable' | 'enable', reasonCode: string): Promise<Result<CodeSwitched>> {
  const code = await findCode(ledger, keys, raw);
  const stream = code === undefined ? undefined : couponStream(code.canonical);
  return ledger.transact(command, {
    streams: stream === undefined ? [] : [stream],
    decide(tx) {
      if (stream === undefined) throw codeUnknown();
      tx.execute(stream, { kind, code: code!.canonical, reasonCode, at: tx.now });
      return { code: raw, disabled: kind === 'disable' };
    },
  });
}

export interface HolderSwitched {
  readonly memberId: string;
  readonly disabled: boolean;
}

/** None of a member's codes can be used, those still to come included; or all can again. */
export function switchHolder(ledger: Ledger, command: Command, memberId: string, kind: 'disable' | 'enable', reasonCode: string): Promise<Result<HolderSwitched>> {
  const stream = holderStream(memberId);
  return ledger.transact(command, {
    streams: [stream],
    decide(tx) {
      tx.execute(stream, { kind, memberId, reasonCode, at: tx.now });
      return { memberId, disabled: kind === 'disable' };
    },
  });
}

/** Called where a command is decided, so that the refusal is its answer for ever, also when the code is imported later. */
function inBatch(code: FoundCode | undefined): FoundCode & { readonly batchId: string } {
  if (code === undefined) throw codeUnknown();
  const { batchId } = code;
  if (batchId === undefined) throw notFound('code_shared', 'Everyone may use this code: it is nobody\'s own', { campaignId: code.campaignId });
  return { ...code, batchId };
}
