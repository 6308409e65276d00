import type { Campaign, CampaignLimit, Phase } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import type { Amounts } from '../amounts';
import { words, type Words } from '../case';
import type { GroupProfile } from '../profiles';
import { conditionsOf } from './conditions';
import { effectsOf } from './effects';

const LONG_AGO = instant('2000-01-01T00:00:00Z');

/** A campaign of ours for a rule, and what is used of its limits. */
export interface Mapped {
  readonly campaign: Campaign;
  readonly used: readonly number[];
}

/** The n-th rule of a case as a campaign. Rules without a priority apply as they are listed. */
export function campaignOf(rule: Words, at: number, amounts: Amounts, profile: GroupProfile, more: Partial<Campaign> = {}): Mapped {
  const { limits, used } = limitsOf(rule, amounts);
  const coupon = words(rule['nextOrderCoupon'])['minQty'];
  const conditions = conditionsOf(rule, amounts, profile);
  return {
    campaign: {
      campaignId: `rule-${String(at + 1).padStart(2, '0')}`, version: 1, name: { en: `Rule ${at + 1}` }, trigger: rule['withheld'] === true ? 'code' : 'automatic', schedule: rule['ineligible'] === true ? { until: LONG_AGO } : {},
      phase: phaseOf(rule), priority: priorityOf(rule, at, profile), stackClass: rule['exclusive'] === true ? 'exclusive' : rule['combinable'] === true ? 'always' : 'common',
      conditions: coupon === undefined ? conditions : [...conditions, { kind: 'minimumQuantity', items: {}, quantity: Number(coupon) }],
      effects: effectsOf(rule, amounts, profile),
      limits,
      ...more,
    },
    used,
  };
}

/** Offers of buying and getting come first, shipping last, as far as lanes do not say otherwise. */
function phaseOf(rule: Words): Phase {
  if (rule['lane'] !== undefined) return rule['lane'] === 'pre' ? 'line' : rule['lane'] === 'post' ? 'shipping' : 'order';
  if (rule['target'] === 'shipping') return 'shipping';
  return rule['buyget'] === undefined || rule['p'] !== undefined ? 'order' : 'line';
}

function priorityOf(rule: Words, at: number, { priority }: GroupProfile): number {
  const stated = Number(rule['p'] ?? 0) * (priority === 'higher' ? 1_000 : -1_000);
  return 500_000 + stated - at;
}

/** Limits of a rule, each with what is used of it. */
function limitsOf(rule: Words, amounts: Amounts): { limits: CampaignLimit[]; used: number[] } {
  const limits: CampaignLimit[] = [];
  const used: number[] = [];
  const add = (limit: CampaignLimit, before: unknown) => {
    limits.push(limit);
    used.push(Number(before ?? 0));
  };
  const { type, limit, used: before } = words(rule['budget']);
  if (type === 'usage') add({ count: 'uses', per: 'campaign', every: 'ever', most: Number(limit) }, before);
  if (type === 'spend') add({ count: 'money', per: 'campaign', every: 'ever', most: amounts.toMinor(limit), currency: amounts.currency }, amounts.toMinor(before ?? 0));
  const most = rule['maxUses'] ?? rule['usesPerCoupon'];
  if (most !== undefined) add({ count: 'uses', per: 'campaign', every: 'ever', most: Number(most) }, rule['uses'] ?? rule['timesUsed']);
  if (rule['maxPerUser'] !== undefined) add({ count: 'uses', per: 'member', every: 'ever', most: Number(rule['maxPerUser']) }, rule['userUses']);
  if (rule['usesPerCustomer'] !== undefined) add({ count: 'uses', per: 'member', every: 'ever', most: Number(rule['usesPerCustomer']) }, rule['timesUsed']);
  return { limits, used };
}
