import type { Campaign, CampaignGroup } from '@loyalty/contracts';
import { invalid } from '@loyalty/kernel';

/** One group that a campaign is in, and which of the group's choices it belongs to: itself, or the group below. */
export interface Choice {
  readonly group: string;
  readonly pick: CampaignGroup['pick'];
  readonly choice: string;
}

/**
 * The groups of a campaign from the innermost to the outermost.
 * @throws validation `group_unknown`, `group_circular`
 */
export function choicesOf({ campaignId, group }: Pick<Campaign, 'campaignId' | 'group'>, groups: ReadonlyMap<string, CampaignGroup>): readonly Choice[] {
  const choices: Choice[] = [];
  let choice = `campaign ${campaignId}`;
  for (let name = group; name !== undefined; ) {
    const found = groups.get(name);
    if (found === undefined) throw invalid('group_unknown', `There is no group ${name}`, { group: name, campaignId });
    if (choices.some((one) => one.group === name)) throw invalid('group_circular', `The group ${name} is within itself`, { group: name, campaignId });
    choices.push({ group: name, pick: found.pick, choice });
    choice = `group ${name}`;
    name = found.within;
  }
  return choices;
}
