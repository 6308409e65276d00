import type { Instant } from '@loyalty/kernel';

/** What had a code given to a member. */
export interface CouponSource {
  readonly kind: 'operator' | 'rule' | 'reward' | 'referral' | 'journey' | 'campaign';
  readonly id?: string;
}

/** What an assigned code has of its own; where it is left out, the batch and the campaign say. */
export interface CouponTerms {
  /** Half-open [from, until). */
  readonly validFrom?: Instant;
  readonly validUntil?: Instant;
  /** What the goods must come to before it can be used. */
  readonly minimumAmount?: { readonly amountMinor: number; readonly currency: string };
  /** What it is worth, where its campaign leaves that to the coupon. */
  readonly value?: { readonly amountMinor: number; readonly currency: string };
}

/** The code is this member's from now on, and nobody else's (stream `coupon-<canonical code>`). */
export interface CouponAssigned {
  readonly type: 'coupon.assigned.v1';
  readonly effectiveAt: Instant;
  readonly data: CouponTerms & {
    /** In its canonical form. */
    readonly code: string;
    readonly batchId: string;
    readonly campaignId: string;
    readonly memberId: string;
    readonly reasonCode: string;
    readonly source: CouponSource;
  };
}

/** The code cannot be used from now on; what is held or used stays so. */
export interface CouponDisabled {
  readonly type: 'coupon.disabled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly code: string; readonly reasonCode: string };
}

export interface CouponEnabled {
  readonly type: 'coupon.enabled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly code: string; readonly reasonCode: string };
}

/** What happens to one code besides its uses, which stand on the same stream (`CouponUseEvent`). */
export type CouponEvent = CouponAssigned | CouponDisabled | CouponEnabled;

/**
 * None of the codes that are assigned to the member can be used, those that are assigned later included (stream
 * `couponHolder-<memberId>`).
 */
export interface CouponHolderDisabled {
  readonly type: 'coupon.holder.disabled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly memberId: string; readonly reasonCode: string };
}

export interface CouponHolderEnabled {
  readonly type: 'coupon.holder.enabled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly memberId: string; readonly reasonCode: string };
}

/** Everything on a stream `couponHolder-<memberId>`. */
export type CouponHolderEvent = CouponHolderDisabled | CouponHolderEnabled;
