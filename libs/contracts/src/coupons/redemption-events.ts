import type { Instant } from '@loyalty/kernel';
import type { PointsPaid } from '../points/points-desk';
import type { CampaignCondition } from './conditions';
import type { Evaluation, EvaluationRequest } from './evaluation';
import type { ReasonCode } from './reasons';

/** What a redemption gives of one campaign. */
export interface CampaignGiven {
  readonly campaignId: string;
  readonly version: number;
  readonly variant?: string;
  /** Taken off, in the redemption's currency. */
  readonly amountMinor: number;
}

export type CountedPer = 'campaign' | 'member' | 'device' | 'code';

/** A use of a campaign, with all that is needed to commit it or give it back. */
export interface RedemptionUse extends CampaignGiven {
  /** The code that brought it, in its canonical form. */
  readonly code?: string;
  /** The day of the campaign's zone that it counts in, `YYYY-MM-DD`. */
  readonly day: string;
  /** Where it is counted; nowhere where nothing is limited. */
  readonly counted: readonly CountedPer[];
  /** How often its code can be used, where that is limited. */
  readonly usesPerCode?: number;
  /** The use does not come back when the order is cancelled. */
  readonly keepsUse?: true;
  /** The minimums that what is kept after a return must reach, or what it gave is deducted. */
  readonly deducts?: readonly CampaignCondition[];
}

/** The order that a redemption belongs to. */
export interface RedeemedOrder {
  readonly shop: string;
  readonly orderId: string;
}

/** What was asked and what it gives. The same request to the same versions of the campaigns gives the same, byte for byte. */
export interface RedemptionContent {
  readonly redemptionId: string;
  /** Of `request.cartId`. */
  readonly shop?: string;
  readonly request: EvaluationRequest;
  readonly result: Omit<Evaluation, 'refused'>;
  readonly uses: readonly RedemptionUse[];
  /** Campaigns that the member is kept out of, to compare with. */
  readonly heldOut?: readonly string[];
  /** The points that were set aside with it, and what they pay of what is left. */
  readonly payment?: RedemptionPayment;
}

/** Points that pay; no discount, so neither amounts nor taxes of the result know of them. */
export interface RedemptionPayment extends PointsPaid {
  /** `<wallet>:<holdId>`, as the order has to name it for points to take them. */
  readonly pointsHoldId: string;
}

interface RedemptionEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: Data;
}

interface Told {
  readonly redemptionId: string;
  readonly memberId?: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly given: readonly CampaignGiven[];
}

/** Everything is set aside until `until`. */
export type RedemptionHeld = RedemptionEventOf<'redemption.held.v1', RedemptionContent & { readonly until: Instant }>;
/** Held and committed at once. */
export type RedemptionRedeemed = RedemptionEventOf<'redemption.redeemed.v1', RedemptionContent & { readonly order?: RedeemedOrder }>;
/** What was held is used. */
export type RedemptionCommitted = RedemptionEventOf<'redemption.committed.v1', Told & {
  readonly order?: RedeemedOrder;
  /** By campaign: where the hold had lapsed, it counts in another day than it would have. */
  readonly days?: Readonly<Record<string, string>>;
  /** That the hold had lapsed was told before. */
  readonly late?: true;
}>;
/** What was held is given back. `replaced`: by a new hold for the same cart, which follows. */
export type RedemptionReleased = RedemptionEventOf<'redemption.released.v1', Told & { readonly reason: 'released' | 'replaced' | 'cart_abandoned' | 'order_cancelled' }>;
/** The hold ran out at its instant; told some time after. */
export type RedemptionLapsed = RedemptionEventOf<'redemption.lapsed.v1', Told>;

/** Units of a line that came back, and what was paid for them. */
export interface ReturnedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly refundMinor: number;
}

/** What comes back of a campaign. */
export interface CampaignGivenBack extends CampaignGiven {
  /** 1 when the use itself comes back, else 0. */
  readonly uses: number;
}

/** What was used comes back, whole or for some units; by the stored allocations, never evaluated anew. */
export type RedemptionReversed = RedemptionEventOf<'redemption.reversed.v1', Omit<Told, 'given'> & {
  readonly reason: 'order_cancelled' | 'returned';
  readonly lines: readonly ReturnedLine[];
  /** What goes back to the customer for the lines: at least 0. */
  readonly refundMinor: number;
  /**
   * What was held back of it, because what is kept does not reach a minimum any more. Below 0: of what was held back before,
   * so much goes back now.
   */
  readonly deductedMinor: number;
  readonly givenBack: readonly CampaignGivenBack[];
  /** Nothing is left that could come back. */
  readonly complete: boolean;
}>;

/** Stream `redemption-<redemptionId>`. */
export type RedemptionEvent = RedemptionHeld | RedemptionRedeemed | RedemptionCommitted | RedemptionReleased | RedemptionLapsed | RedemptionReversed;

/** Why a code that was presented gave nothing; for fraud, so it says more than the one who presented it is told. */
export interface RejectedCode {
  /** As it was presented. */
  readonly code: string;
  readonly reason: ReasonCode | 'code_malformed' | 'code_mistyped';
}

/** Somebody tried to use codes, or what was held, and was refused (stream `couponAttempt-<subject>`). */
export type AttemptRejected = RedemptionEventOf<'coupon.attempt.rejected.v1', {
  readonly asked: 'hold' | 'redeem' | 'commit';
  /** The code of the refusal, where it was not about a code. */
  readonly refusal?: string;
  readonly redemptionId: string;
  readonly memberId?: string;
  readonly device?: string;
  readonly codes: readonly RejectedCode[];
}>;
