import type { Instant } from '@loyalty/kernel';
import type { Basket } from './basket';
import type { Phase } from './campaign';
import type { ReasonCode } from './reasons';

/** What is known of the member; left out of a request: a guest. */
export interface MemberFacts {
  readonly memberId: string;
  /** Orders placed and not cancelled. */
  readonly orders: number;
  readonly segments?: readonly string[];
  readonly tier?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** A code as it was presented, with what was found for it. Without a campaign it is unknown. */
export interface PresentedCode {
  readonly code: string;
  readonly campaignId?: string;
  readonly holderId?: string;
  /** What the goods must come to before this very code can be used. */
  readonly minimumAmount?: { readonly amountMinor: number; readonly currency: string };
  /** What this very code is worth, where an effect of its campaign leaves that to the coupon. */
  readonly value?: { readonly amountMinor: number; readonly currency: string };
}

/** Everything an evaluation depends on. The same request always gives the same answer, to the byte. */
export interface EvaluationRequest {
  readonly at: Instant;
  readonly basket: Basket;
  readonly member?: MemberFacts;
  /** Tell guests apart, where campaigns give different people different things or count what each uses. */
  readonly device?: string;
  readonly cartId?: string;
  readonly codes?: readonly PresentedCode[];
  /** By campaign id: what is used of each of its limits, in their order. Left out: nothing. */
  readonly used?: Readonly<Record<string, readonly number[]>>;
  /** Units in stock by sku, for gifts; a sku that is not named has none. Left out: stock is not checked. */
  readonly stock?: Readonly<Record<string, number>>;
}

/** What one promotion took off the units [from, to) of a line. Shares of single units differ by 1 at most; the first have more. */
export interface Allocation {
  readonly campaignId: string;
  /** Which of the campaign's effects, from 0. */
  readonly effect: number;
  readonly from: number;
  readonly to: number;
  readonly amountMinor: number;
}

/** An amount with its tax: `payable = net + tax`. */
export interface Taxed {
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly payableMinor: number;
}

export interface EvaluatedLine extends Taxed {
  readonly lineId: string;
  readonly quantity: number;
  /** Before promotions. */
  readonly amountMinor: number;
  readonly discountMinor: number;
  readonly allocations: readonly Allocation[];
}

export interface EvaluatedShipping extends Taxed {
  readonly method: string;
  readonly amountMinor: number;
  readonly discountMinor: number;
  readonly allocations: readonly Allocation[];
}

export interface GiftGiven {
  readonly campaignId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitValueMinor?: number;
}

export interface PointsGiven {
  readonly campaignId: string;
  readonly wallet: string;
  /** A bonus, or else a factor on what the lines earn. */
  readonly points?: number;
  readonly factorPpm?: number;
  readonly lineIds?: readonly string[];
}

export interface CouponIssued {
  readonly campaignId: string;
  /** The campaign that the coupon belongs to. */
  readonly couponOf: string;
  readonly quantity: number;
}

/** A promotion that gave something, and what it took off. */
export interface PromotionApplied {
  readonly campaignId: string;
  readonly version: number;
  readonly phase: Phase;
  readonly variant?: string;
  readonly code?: string;
  readonly discountMinor: number;
  /** What was asked, where a budget allowed only a part. */
  readonly wantedMinor?: number;
}

/** A campaign or code that gave nothing, and why. */
export interface PromotionRefused {
  readonly campaignId?: string;
  readonly code?: string;
  readonly reason: ReasonCode;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface EvaluationTotals extends Taxed {
  readonly itemsMinor: number;
  readonly itemDiscountMinor: number;
  readonly shippingMinor: number;
  readonly shippingDiscountMinor: number;
  /** All discounts. */
  readonly discountMinor: number;
}

export interface Evaluation {
  readonly engine: 'promotions/1';
  readonly currency: string;
  readonly lines: readonly EvaluatedLine[];
  readonly shipping: readonly EvaluatedShipping[];
  /** In the order in which they were applied. */
  readonly applied: readonly PromotionApplied[];
  readonly refused: readonly PromotionRefused[];
  readonly gifts: readonly GiftGiven[];
  readonly points: readonly PointsGiven[];
  readonly coupons: readonly CouponIssued[];
  readonly totals: EvaluationTotals;
  /** How the best of groups was found; left out where there was nothing to choose. */
  readonly search?: 'exact' | 'greedy';
}
