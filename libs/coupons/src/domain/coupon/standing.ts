import type { CouponTerms } from '@loyalty/contracts';
import { earlierOf, laterOf, type Instant } from '@loyalty/kernel';
import type { BatchState } from '../batch/batch-state';
import { usesOf, type CouponState } from './coupon';
import type { HolderState } from './holder';

/** Why a code that exists cannot be used. */
export type StandingRefusal = 'code_disabled' | 'not_holder' | 'not_started' | 'ended' | 'uses_exhausted';

/** How a code stands for somebody who presents it. */
export interface Standing extends Pick<CouponTerms, 'minimumAmount' | 'value'> {
  /** The member whom it was given to. */
  readonly holderId?: string;
  /** How often it can be used in all: what its counter is held against. */
  readonly usesPerCode: number;
  readonly refused?: StandingRefusal;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface StandingInput {
  /** Left out for a shared code: that has no terms of its own. */
  readonly batch?: BatchState;
  readonly coupon: CouponState;
  /** Of the member whom the code is assigned to. */
  readonly holder?: HolderState;
  readonly memberId?: string;
  readonly at: Instant;
  /** When that is asked, where it is later: uses are counted as they are now. */
  readonly now?: Instant;
}

/**
 * Whether a code can be used at an instant by a member, and if not, why; the first reason that counts. An assigned code
 * needs the state of its holder: `needsHolder` says so before.
 */
export function standingOf({ batch, coupon, holder, memberId, at, now = at }: StandingInput): Standing {
  const { assigned } = coupon;
  const usesPerCode = batch?.terms?.usesPerCode ?? Number.MAX_SAFE_INTEGER;
  const { minimumAmount, value } = assigned ?? {};
  const standing = { usesPerCode, ...(assigned === undefined ? {} : { holderId: assigned.memberId }), ...(minimumAmount === undefined ? {} : { minimumAmount }), ...(value === undefined ? {} : { value }) };
  const refused = (reason: StandingRefusal, facts: Standing['facts'] = {}): Standing => ({ ...standing, refused: reason, facts });
  if (assigned !== undefined && assigned.memberId !== memberId) return refused('not_holder');
  if (coupon.disabled !== undefined || batch?.disabled !== undefined || holder?.disabled !== undefined) return refused('code_disabled');
  const { validFrom, validUntil } = validityOf(batch, coupon);
  if (validFrom !== undefined && at < validFrom) return refused('not_started', { from: validFrom });
  if (validUntil !== undefined && at >= validUntil) return refused('ended', { until: validUntil });
  if (usesOf(coupon, now) >= usesPerCode) return refused('uses_exhausted', { most: usesPerCode });
  return { ...standing, facts: {} };
}

/** Both the batch and the assignment must allow it. */
export function validityOf(batch: BatchState | undefined, { assigned }: CouponState): { readonly validFrom?: Instant; readonly validUntil?: Instant } {
  const froms = [batch?.terms?.validFrom, assigned?.validFrom].filter((one) => one !== undefined);
  const untils = [batch?.terms?.validUntil, assigned?.validUntil].filter((one) => one !== undefined);
  return { ...(froms.length === 0 ? {} : { validFrom: froms.reduce(laterOf) }), ...(untils.length === 0 ? {} : { validUntil: untils.reduce(earlierOf) }) };
}

/** The member whose state a standing needs. */
export function needsHolder({ assigned }: CouponState): string | undefined {
  return assigned?.memberId;
}

/** What somebody is told: the holder hears why, anyone else that the code is not valid, whatever the reason. */
export function reasonTold({ refused, holderId }: Standing, memberId: string | undefined): StandingRefusal | 'code_not_valid' | undefined {
  if (refused === undefined) return undefined;
  return holderId !== undefined && holderId === memberId ? refused : 'code_not_valid';
}
