import type { CampaignLimit, CountedPer, CouponUse, EvaluationRequest, RedemptionContent, RedemptionUse } from '@loyalty/contracts';
import { campaignCounter, subjectCounter } from '../limits/counter-stream';
import type { CountedLimit } from '../limits/decide-use';
import { couponStream, type CouponStream } from '../coupon/coupon';
import type { CounterStream } from '../limits/counter-stream';

export type AnyCounter = CounterStream | CouponStream;

/** Where uses of a campaign are counted for whoever asks; undefined where that cannot be told. `code`: canonical. */
export function counterOf(campaignId: string, per: CountedPer, { member, device }: Pick<EvaluationRequest, 'member' | 'device'>, code: string | undefined): AnyCounter | undefined {
  if (per === 'campaign') return campaignCounter(campaignId);
  if (per === 'code') return code === undefined ? undefined : couponStream(code);
  const subject = per === 'member' ? member?.memberId : device;
  return subject === undefined ? undefined : subjectCounter(campaignId, per, subject);
}

/** The counters that a use stands on. */
export function countersOf({ campaignId, counted, code }: RedemptionUse, request: Pick<EvaluationRequest, 'member' | 'device'>): { readonly per: CountedPer; readonly stream: AnyCounter }[] {
  return counted.map((per) => ({ per, stream: counterOf(campaignId, per, request, code)! }));
}

/** A use as counters count it. */
export function couponUse({ redemptionId, request }: Pick<RedemptionContent, 'redemptionId' | 'request'>, { campaignId, amountMinor, day }: Pick<RedemptionUse, 'campaignId' | 'amountMinor' | 'day'>): CouponUse {
  return { redemptionId, campaignId, uses: 1, amountMinor, currency: request.basket.currency, day };
}

/** The limits that one counter is held against. */
export function limitsOf(per: CountedPer, limits: readonly CampaignLimit[] = [], usesPerCode: number | undefined): readonly CountedLimit[] {
  const own = limits.filter((limit) => limit.per === per);
  return per === 'code' && usesPerCode !== undefined ? [...own, { count: 'uses', every: 'ever', most: usesPerCode }] : own;
}
