import type { CampaignDto } from '@loyalty/contracts';
import { CURRENCY } from '../sale-of';
import { commonestDiscount, VALUE_UNKNOWN_MINOR, type CouponDiscounts } from './coupon-values';
import { segmentOf, type SourceCampaign, type SourceCoupon } from './source';

/** A coupon of a campaign as a campaign of ours, for the code that is printed on it. */
export interface CouponCampaign {
  readonly campaignId: string;
  /** The chain's campaign that it belongs to. */
  readonly source: string;
  readonly code: string;
  readonly skus: ReadonlySet<string>;
  /** The sample says what it takes off. */
  readonly valueKnown: boolean;
  readonly campaign: CampaignDto;
}

/**
 * One for each coupon and campaign: while the campaign ran, for the households that were sent it, off one unit of what the
 * coupon is good for. No limits: the data states none. All are `common`, so coupons handed in together all apply.
 */
export function couponCampaigns(campaigns: readonly SourceCampaign[], coupons: readonly SourceCoupon[], discounts: CouponDiscounts): CouponCampaign[] {
  const byId = new Map(campaigns.map((one) => [one.id, one]));
  return coupons.map(({ campaign, upc, skus }) => {
    const source = byId.get(campaign);
    if (source === undefined) throw new Error(`Coupon ${upc} belongs to campaign ${campaign}, which is not described`);
    const { from, until } = source;
    const known = commonestDiscount(skus, discounts);
    const code = codeOf(campaign, upc);
    return {
      campaignId: campaignIdOf(campaign, upc), source: campaign, code, skus: new Set(skus), valueKnown: known !== undefined,
      campaign: {
        name: { en: `Coupon ${upc} of campaign ${campaign}` }, trigger: 'code', phase: 'line', priority: 0, stackClass: 'common',
        schedule: { from, until }, audience: { segments: [segmentOf(campaign)] }, conditions: [],
        effects: [{ kind: 'amountOff', amounts: { [CURRENCY]: known ?? VALUE_UNKNOWN_MINOR }, per: 'unit', target: { over: 'items', items: { skus }, units: { most: 1, take: 'dearest' } } }],
        sharedCodes: [code],
      },
    };
  });
}

export function campaignIdOf(campaign: string, upc: string): string {
  return `cj-${campaign}-${upc}`;
}

/** A coupon can stand in several campaigns, so the campaign is a part of its code; the letter keeps the two numbers apart. */
function codeOf(campaign: string, upc: string): string {
  return `${upc}-C${campaign}`;
}
