import type { IssuingEvent } from './events';

/** The categories of the streams of issuing. */
export const ISSUING_CATEGORIES = ['issuingRule', 'issuingRules', 'couponIssue'] as const;
export type IssuingCategory = (typeof ISSUING_CATEGORIES)[number];

/** On which streams each event of issuing may stand. The compiler holds the list against the events: none missing, none made up. */
export const ISSUING_EVENTS: Readonly<Record<IssuingEvent['type'], readonly IssuingCategory[]>> = {
  'coupon.rule.defined.v1': ['issuingRule'],
  'coupon.rule.ended.v1': ['issuingRule'],
  'coupon.rule.listed.v1': ['issuingRules'],
  'coupon.rule.unlisted.v1': ['issuingRules'],
  'coupon.issued.v1': ['couponIssue'],
};
