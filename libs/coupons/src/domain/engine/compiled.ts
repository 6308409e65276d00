import type { Campaign, CampaignGroup, CompatibilityProfile, Phase } from '@loyalty/contracts';
import { choicesOf, type Choice } from './groups';
import { campaignIndex, type CampaignIndex } from './campaign-index';
import { DEFAULT_PROFILE } from './profile';

/** A campaign with what is worked out once. */
export interface ReadyCampaign {
  readonly campaign: Campaign;
  /** Its place among all, in the order in which promotions are applied. */
  readonly rank: number;
  readonly choices: readonly Choice[];
}

/** Campaigns made ready to be asked many times. Immutable; another set of campaigns is made ready anew. */
export interface CompiledCampaigns {
  readonly profile: CompatibilityProfile;
  readonly ready: readonly ReadyCampaign[];
  readonly byId: ReadonlyMap<string, ReadyCampaign>;
  readonly index: CampaignIndex;
}

/**
 * Makes published campaigns ready: their order, groups and index. Cost follows the number of campaigns and of the values
 * they select; an evaluation then costs by those that its basket, member and codes bring into question.
 * @throws validation `group_unknown`, `group_circular`
 */
export function compileCampaigns(campaigns: readonly Campaign[], groups: readonly CampaignGroup[] = [], profile: Partial<CompatibilityProfile> = {}): CompiledCampaigns {
  const byName = new Map(groups.map((group) => [group.group, group]));
  const ready = campaigns.toSorted(inOrderOfApplication).map((campaign, rank) => ({ campaign, rank, choices: choicesOf(campaign, byName) }));
  return { profile: { ...DEFAULT_PROFILE, ...profile }, ready, byId: new Map(ready.map((one) => [one.campaign.campaignId, one])), index: campaignIndex(ready) };
}

const PHASES: Readonly<Record<Phase, number>> = { line: 0, order: 1, shipping: 2, payment: 3 };

function inOrderOfApplication(a: Campaign, b: Campaign): number {
  return PHASES[a.phase] - PHASES[b.phase] || b.priority - a.priority || (a.campaignId < b.campaignId ? -1 : 1);
}
