import type { Campaign, CampaignGroup, CompatibilityProfile, Phase } from '@loyalty/contracts';
import { partsOf, type Share } from './assignment';
import { choicesOf, type Choice } from './groups';
import { campaignIndex, type CampaignIndex } from './campaign-index';
import { DEFAULT_PROFILE } from './profile';

/** A campaign, or the part of one that is for a share of the members, with what is worked out once. */
export interface ReadyCampaign {
  readonly campaign: Campaign;
  /** Its place among all, in the order in which promotions are applied. */
  readonly rank: number;
  readonly choices: readonly Choice[];
  readonly share?: Share;
}

/** Campaigns made ready to be asked many times. Immutable; another set of campaigns is made ready anew. */
export interface CompiledCampaigns {
  readonly profile: CompatibilityProfile;
  readonly ready: readonly ReadyCampaign[];
  /** Each campaign in its parts, at least one. */
  readonly byId: ReadonlyMap<string, readonly ReadyCampaign[]>;
  readonly index: CampaignIndex;
}

/**
 * Makes published campaigns ready: their order, groups and index. Cost follows the number of campaigns and of the values
 * they select; an evaluation then costs by those that its basket, member and codes bring into question.
 * @throws validation `group_unknown`, `group_circular`
 */
export function compileCampaigns(campaigns: readonly Campaign[], groups: readonly CampaignGroup[] = [], profile: Partial<CompatibilityProfile> = {}): CompiledCampaigns {
  const byName = new Map(groups.map((group) => [group.group, group]));
  const ready: ReadyCampaign[] = [];
  for (const campaign of campaigns.toSorted(inOrderOfApplication)) {
    const choices = choicesOf(campaign, byName);
    for (const { effects, share } of partsOf(campaign)) {
      ready.push(share === undefined ? { campaign, rank: ready.length, choices } : { campaign: { ...campaign, effects }, rank: ready.length, choices, share });
    }
  }
  return { profile: { ...DEFAULT_PROFILE, ...profile }, ready, byId: Map.groupBy(ready, ({ campaign }) => campaign.campaignId), index: campaignIndex(ready) };
}

const PHASES: Readonly<Record<Phase, number>> = { line: 0, order: 1, shipping: 2, payment: 3 };

function inOrderOfApplication(a: Campaign, b: Campaign): number {
  return PHASES[a.phase] - PHASES[b.phase] || b.priority - a.priority || (a.campaignId < b.campaignId ? -1 : 1);
}
