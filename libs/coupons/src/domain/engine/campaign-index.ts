import type { Campaign, EvaluationRequest, GoodsNamed } from '@loyalty/contracts';
import { effectKind } from '../effects/registry';
import type { ReadyCampaign } from './compiled';
import { RankSet } from './rank-set';

/** Campaigns by what must be there for them to give anything. */
export interface CampaignIndex {
  /** The automatic campaigns that a request brings into question, in order of application; the others cost nothing. */
  find(request: EvaluationRequest): ReadyCampaign[];
}

type Entries = Map<string, ReadyCampaign[]>;
type Need = keyof GoodsNamed | 'segments' | 'tiers';

/**
 * Each campaign stands under every value of one list of which it needs one: its segments or tiers, else the articles,
 * brands or categories that all its effects select from. A campaign without such a list is asked every time.
 */
export function campaignIndex(ready: readonly ReadyCampaign[]): CampaignIndex {
  const always: ReadyCampaign[] = [];
  const under: Readonly<Record<Need, Entries>> = { skus: new Map(), brands: new Map(), categories: new Map(), segments: new Map(), tiers: new Map() };
  for (const one of ready) {
    if (one.campaign.trigger === 'code') continue;
    const needs = needsOf(one.campaign);
    if (needs === undefined) always.push(one);
    for (const [need, values] of needs ?? []) for (const value of values) entry(under[need], value).push(one);
  }
  return { find: (request) => found(request, ready, always, under) };
}

function entry(entries: Entries, value: string): ReadyCampaign[] {
  let list = entries.get(value);
  if (list === undefined) entries.set(value, (list = []));
  return list;
}

function needsOf({ audience, effects }: Campaign): (readonly [Need, readonly string[]])[] | undefined {
  if (audience?.segments !== undefined) return [['segments', audience.segments]];
  if (audience?.tiers !== undefined) return [['tiers', audience.tiers]];
  const needs: (readonly [Need, readonly string[]])[] = [];
  for (const effect of effects) {
    const goods = effectKind(effect).needs(effect);
    if (goods?.skus !== undefined) needs.push(['skus', goods.skus]);
    else if (goods?.brands !== undefined) needs.push(['brands', goods.brands]);
    else if (goods?.categories !== undefined) needs.push(['categories', goods.categories]);
    else return undefined;
  }
  return needs;
}

function found({ basket, member }: EvaluationRequest, ready: readonly ReadyCampaign[], always: readonly ReadyCampaign[], under: Readonly<Record<Need, Entries>>): ReadyCampaign[] {
  const ranks = new RankSet(ready.length);
  const add = (entries: Entries, value: string | undefined) => {
    const list = value === undefined ? undefined : entries.get(value);
    if (list !== undefined) for (const { rank } of list) ranks.add(rank);
  };
  for (const { rank } of always) ranks.add(rank);
  for (const { sku, brand, categories } of basket.lines) {
    if (under.skus.size > 0) add(under.skus, sku);
    if (under.brands.size > 0) add(under.brands, brand);
    if (under.categories.size > 0 && categories !== undefined) for (const category of categories) add(under.categories, category);
  }
  for (const segment of member?.segments ?? []) add(under.segments, segment);
  add(under.tiers, member?.tier);
  return ranks.inOrder().map((rank) => ready[rank]!);
}
