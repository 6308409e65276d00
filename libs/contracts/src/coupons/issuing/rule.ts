import type { CouponTerms } from '../codes/coupon-events';
import type { AmountPerCurrency } from '../selection';

/** After every paid order. */
export interface AfterOrder {
  readonly kind: 'afterOrder';
}

/** With the order that is the member's n-th; cancelled ones do not count. */
export interface NthOrderPaid {
  readonly kind: 'nthOrder';
  readonly nth: number;
}

/** With the order by which the member has spent so much, refunds off: ever, or in so many days of 24 hours up to that order. */
export interface SpendReached {
  readonly kind: 'spendReached';
  readonly amounts: AmountPerCurrency;
  readonly days?: number;
}

/** With an order that has goods of one of these categories. */
export interface BoughtCategory {
  readonly kind: 'boughtCategory';
  readonly categories: readonly string[];
}

/** So many days of 24 hours after the member's last order. */
export interface NoOrderSince {
  readonly kind: 'noOrderSince';
  readonly days: number;
}

export type IssuingWhen = AfterOrder | NthOrderPaid | SpendReached | BoughtCategory | NoOrderSince;

/** Who is given a coupon, by what the shop told of the member. All that is given must hold. */
export interface IssuingAudience {
  /** Bought goods of one of these categories, as far back as is remembered. */
  readonly categories?: readonly string[];
  /** Paid orders, the one that the rule is asked about included; both bounds included. */
  readonly ordersFrom?: number;
  readonly ordersTo?: number;
}

/** When a member is given a code of a batch, and under which terms of its own. */
export interface IssuingRule extends Pick<CouponTerms, 'minimumAmount' | 'value'> {
  readonly ruleId: string;
  /** A generated one. */
  readonly batchId: string;
  readonly when: IssuingWhen;
  readonly audience?: IssuingAudience;
  /** The coupon can be used for so many days of 24 hours; left out: as its batch says. */
  readonly days?: number;
  /** To the same member again after so many days of 24 hours; left out: never. */
  readonly againAfterDays?: number;
}
