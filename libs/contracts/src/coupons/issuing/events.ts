import type { Instant } from '@loyalty/kernel';
import type { CouponSource } from '../codes/coupon-events';
import type { IssuingRule } from './rule';

interface IssuingEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: Data;
}

/** What a rule says from now on; what it said before does not count any more (stream `issuingRule-<ruleId>`). */
export type IssuingRuleDefined = IssuingEventOf<'coupon.rule.defined.v1', IssuingRule>;
/** The rule gives nothing more, for good. What it gave stays. */
export type IssuingRuleEnded = IssuingEventOf<'coupon.rule.ended.v1', { readonly ruleId: string }>;
export type IssuingRuleEvent = IssuingRuleDefined | IssuingRuleEnded;

/** A rule is asked from now on (stream `issuingRules-all`). */
export type IssuingRuleListed = IssuingEventOf<'coupon.rule.listed.v1', { readonly ruleId: string }>;
/** A rule is not asked any more. */
export type IssuingRuleUnlisted = IssuingEventOf<'coupon.rule.unlisted.v1', { readonly ruleId: string }>;
export type IssuingRulesEvent = IssuingRuleListed | IssuingRuleUnlisted;

/**
 * A rule, or a campaign for a redemption, had a member given a code; `coupon.assigned.v1` on the code's own stream says under
 * which terms, in the same commit (stream `couponIssue-rule.<ruleId>.<memberId>` or `couponIssue-redemption.<redemptionId>`).
 */
export type CouponIssuedToMember = IssuingEventOf<'coupon.issued.v1', {
  readonly source: CouponSource;
  readonly memberId: string;
  /** In its canonical form. */
  readonly code: string;
  readonly batchId: string;
  readonly campaignId: string;
  /** Of the campaign that gave it. */
  readonly redemptionId?: string;
}>;

export type IssuingEvent = IssuingRuleEvent | IssuingRulesEvent | CouponIssuedToMember;
