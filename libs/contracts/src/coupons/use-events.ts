import type { Instant } from '@loyalty/kernel';

/** A share of what a redemption uses of one campaign, as a counter counts it. */
export interface CouponUse {
  readonly redemptionId: string;
  readonly campaignId: string;
  /** 0 where only money moves. */
  readonly uses: number;
  /** What the campaign gives away, in minor units of `currency`. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The day of the campaign's zone that it counts in, `YYYY-MM-DD`. */
  readonly day: string;
}

interface UseEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: CouponUse & Data;
}

/** Set aside; free again at `until` by itself. */
export type CouponUseHeld = UseEventOf<'coupon.use.held.v1', { readonly until: Instant }>;
/** Used. With `until`: what was set aside until then; else it was not set aside, or had lapsed. */
export type CouponUseCommitted = UseEventOf<'coupon.use.committed.v1', { readonly until?: Instant }>;
/** Given back before it was used. */
export type CouponUseReleased = UseEventOf<'coupon.use.released.v1', { readonly until: Instant }>;
/** Given back after it was used, whole or in part; it can be used again. */
export type CouponUseReversed = UseEventOf<'coupon.use.reversed.v1', unknown>;

/** What counts uses and money of a campaign, of one of its members or devices, or of one code. */
export type CouponUseEvent = CouponUseHeld | CouponUseCommitted | CouponUseReleased | CouponUseReversed;
