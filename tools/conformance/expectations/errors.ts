import type { PromotionRefused, ReasonCode } from '@loyalty/contracts';
import { valueCheck, type Check } from './check';

/** What other systems call a refusal, and what we call it. */
const NAMES: Readonly<Record<string, readonly (ReasonCode | string)[]>> = {
  campaignBudgetExceeded: ['budget_exhausted', 'uses_exhausted'],
  not_valid: ['uses_exhausted', 'ended', 'not_started', 'code_unknown', 'other_channel', 'quantity_too_low', 'amount_too_low', 'amount_too_high'],
  COUPON_CODE_LIMIT_ERROR: ['uses_exhausted'],
  COUPON_CODE_INVALID_ERROR: ['code_unknown', 'other_channel'],
  COUPON_CODE_EXPIRED_ERROR: ['ended'],
  order_rules_violated: ['amount_too_low', 'amount_too_high', 'quantity_too_low'],
  minimum_not_met: ['amount_too_low'],
  invalid_config: ['campaign_invalid'],
  impossible: ['key_space_exhausted'],
  already_rolled_back: ['above_sold'],
};

/** Whether one of our refusals is what the file calls so; `none`: that there is none. A sentence about a minimum must name the amount that is needed. */
export function refusalCheck(what: string, expected: unknown, refused: readonly Pick<PromotionRefused, 'reason' | 'facts'>[], decimals: number): Check {
  if (expected === null || expected === 'none') return valueCheck(what, [], refused.map(({ reason }) => reason));
  const needed = /orders over ([\d.]+)/.exec(String(expected))?.[1];
  if (needed !== undefined) {
    const told = refused.find(({ reason }) => reason === 'amount_too_low')?.facts['needed'];
    return valueCheck(what, Number(needed), told === undefined ? undefined : Number(told) / 10 ** decimals);
  }
  return codeCheck(what, expected, refused.map(({ reason }) => reason));
}

/** Whether one of these codes of ours is what the file calls so. A name that we do not know asks only that there is a refusal. */
export function codeCheck(what: string, expected: unknown, codes: readonly string[]): Check {
  const ours = NAMES[String(expected)];
  return { what, expected, actual: codes, ok: codes.some((code) => ours === undefined || ours.includes(code)) };
}
