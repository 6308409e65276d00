import type { Campaign, CampaignGroup } from '@loyalty/contracts';
import type { Case, Words } from '../case';
import type { GroupProfile } from '../profiles';

/** The group that the best of several candidates belongs to. */
export const BEST = 'candidates';
const LANES = ['pre', 'default', 'post'];

/**
 * The best of several candidates, those that add up being one of them together; a rule that stops those after it, which are
 * one choice beside it; the lanes in which rules compete.
 */
export const GROUPS: readonly CampaignGroup[] = [
  { group: BEST, pick: 'best' }, { group: 'adding up', pick: 'all', within: BEST },
  { group: 'stopping', pick: 'first' }, { group: 'after', pick: 'all', within: 'stopping' },
  ...LANES.map((lane): CampaignGroup => ({ group: `lane ${lane}`, pick: 'best' })),
];

/** The group of the rule at a place among those of its case; empty where it is in none. */
export function groupOf(one: Case, rules: readonly Words[], at: number, { oneForOrder, compete }: GroupProfile): Pick<Campaign, 'group'> {
  const rule = rules[at]!;
  const stops = rules.findIndex(({ stop }) => stop === true);
  if (stops >= 0 && at >= stops) return { group: at === stops ? 'stopping' : 'after' };
  if (one['pick'] === 'best' || rules.some(({ cumulative }) => cumulative !== undefined)) return candidate(rule);
  if (compete && takesOffGoods(rule) && rules.some((other, i) => i !== at && takesOffGoods(other) && laneOf(other) === laneOf(rule))) return { group: `lane ${laneOf(rule)}` };
  return oneForOrder && isOfWholeOrder(rule) ? { group: BEST } : {};
}

/** Among candidates; cumulative ones are one candidate together. */
export function candidate({ cumulative }: Words): { readonly group: string } {
  return { group: cumulative === true ? 'adding up' : BEST };
}

const laneOf = ({ lane = 'default' }: Words) => String(lane);

/** Offers of goods compete with nothing, and shipping has lines of its own. */
function takesOffGoods(rule: Words): boolean {
  return rule['target'] !== 'shipping' && ['buyget', 'gift', 'freeExtra', 'freeShipping'].every((word) => rule[word] === undefined);
}

function isOfWholeOrder(rule: Words): boolean {
  const narrower = ['only', 'eligible', 'taxon', 'facet', 'category', 'collection', 'brand', 'exclude', 'excludeBrand', 'cheapest', 'onlyCheapest', 'limitItems'];
  return rule['pct'] !== undefined && [undefined, 'order'].includes(rule['target'] as string | undefined) && narrower.every((word) => rule[word] === undefined);
}
