import type { BatchTerms, CouponAssigned } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { notFound, rejected } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { batchStream } from '../../domain/batch/batch';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { couponStream, usesOf } from '../../domain/coupon/coupon';
import { holderStream } from '../../domain/coupon/holder';
import { needsHolder, reasonTold, standingOf, validityOf, type Standing } from '../../domain/coupon/standing';
import { codeUnknown, findCode, type FoundCode } from './find-code';

/** All that is known of one code. */
export interface ShownCode extends FoundCode {
  readonly terms?: BatchTerms;
  readonly assigned?: CouponAssigned['data'];
  /** What stands in the way of using it: reason codes of people. */
  readonly disabled: { readonly code?: string; readonly batch?: string; readonly holder?: string };
  readonly validFrom?: Instant;
  readonly validUntil?: Instant;
  /** Uses so far, held ones included. */
  readonly uses: number;
  readonly revision: number;
}

/** For those who may see everything. @throws not_found `code_unknown` */
export async function showCode(ledger: Ledger, keys: CodeKeys, raw: string, at: Instant): Promise<ShownCode> {
  const code = await findCode(ledger, keys, raw);
  if (code === undefined) throw codeUnknown();
  const { batch, coupon, holder, revision } = await statesOf(ledger, code);
  const disabled = { ...reason('code', coupon.disabled), ...reason('batch', batch?.disabled), ...reason('holder', holder?.disabled) };
  return {
    ...code, ...(batch?.terms === undefined ? {} : { terms: batch.terms }), ...(coupon.assigned === undefined ? {} : { assigned: coupon.assigned }),
    disabled, ...validityOf(batch, coupon), uses: usesOf(coupon, at), revision,
  };
}

/** What a code is good for, as whoever presents it may know. */
export interface CodeStanding extends Pick<Standing, 'minimumAmount' | 'value'> {
  readonly campaignId: string;
}

/**
 * Whether a member, or a guest, could use a code now.
 * @throws not_found `code_not_valid`: the same whatever is wrong; the member whom it was given to hears why: state
 * `code_disabled`, `not_started`, `ended`, `uses_exhausted`
 */
export async function askStanding(ledger: Ledger, keys: CodeKeys, raw: string, memberId: string | undefined, at: Instant): Promise<CodeStanding> {
  const code = await findCode(ledger, keys, raw);
  if (code === undefined) throw codeNotValid();
  const { batch, coupon, holder } = await statesOf(ledger, code);
  const standing = standingOf({ coupon, at, ...(batch === undefined ? {} : { batch }), ...(holder === undefined ? {} : { holder }), ...(memberId === undefined ? {} : { memberId }) });
  const told = reasonTold(standing, memberId);
  if (told === 'code_not_valid') throw codeNotValid();
  if (told !== undefined) throw rejected(told, 'This code cannot be used', standing.facts);
  const { minimumAmount, value } = standing;
  return { campaignId: code.campaignId, ...(minimumAmount === undefined ? {} : { minimumAmount }), ...(value === undefined ? {} : { value }) };
}

/** The one refusal that a stranger hears. */
export function codeNotValid() {
  return notFound('code_not_valid', 'This code is not valid', {});
}

async function statesOf(ledger: Ledger, { canonical, batchId }: FoundCode) {
  const [batch, { state: coupon, revision }] = await Promise.all([batchId === undefined ? undefined : ledger.peek(batchStream(batchId)), ledger.peek(couponStream(canonical))]);
  const holderId = needsHolder(coupon);
  const holder = holderId === undefined ? undefined : (await ledger.peek(holderStream(holderId))).state;
  return { batch: batch?.state, coupon, holder, revision };
}

function reason(name: string, code: string | undefined): Record<string, string> {
  return code === undefined ? {} : { [name]: code };
}
