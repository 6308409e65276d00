import type { CouponTerms } from '@loyalty/contracts';
import { invalid, plusMs, type Instant } from '@loyalty/kernel';

const DAY_MS = 86_400_000;

/** What whoever gives a code to a member asks for; either an end or a number of days of 24 hours. */
export interface AskedTerms extends CouponTerms {
  readonly days?: number;
}

/**
 * The terms of an assigned code: as they were asked for, else so many days as its batch says. @throws validation
 * `coupon_invalid`
 */
export function ownTerms({ days, ...terms }: AskedTerms, daysAfterIssue: number | undefined, at: Instant): CouponTerms {
  if (days !== undefined && terms.validUntil !== undefined) throw invalid('coupon_invalid', '/days: an end is given already', { field: '/days' });
  const lasting = days ?? (terms.validUntil === undefined ? daysAfterIssue : undefined);
  return lasting === undefined ? terms : { ...terms, validUntil: plusMs(terms.validFrom ?? at, lasting * DAY_MS) };
}
