import { LIVE_CAMPAIGNS_MAX, type Campaign, type CampaignGroup, type CatalogueEvent } from '@loyalty/contracts';
import { rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { choicesOf } from '../engine/groups';

/** Groups that campaigns can be in, and attributes that conditions can ask for. */
const GROUPS_MAX = 1_000;
const ATTRIBUTES_MAX = 1_000;

/** What the engine works with: every live campaign as it is now. Paused and ended ones are not here. */
export interface CatalogueState {
  readonly campaigns: Readonly<Record<string, Campaign>>;
  readonly count: number;
  readonly groups: Readonly<Record<string, CampaignGroup>>;
  readonly attributes: readonly string[];
}

export type CatalogueCommand =
  | { readonly kind: 'enter'; readonly campaign: Campaign; readonly at: Instant }
  | { readonly kind: 'leave'; readonly campaignId: string; readonly at: Instant }
  | { readonly kind: 'group'; readonly group: CampaignGroup; readonly at: Instant }
  | { readonly kind: 'attribute'; readonly attribute: string; readonly at: Instant };

/** @throws state `too_many_live_campaigns`, `too_many_groups`, `too_many_attributes`; validation `group_unknown`, `group_circular` */
export const catalogue: Decider<CatalogueState, CatalogueCommand, CatalogueEvent> = {
  initial: { campaigns: {}, count: 0, groups: {}, attributes: [] },
  stateVersion: 1,
  decide(command, state) {
    const effectiveAt = command.at;
    switch (command.kind) {
      case 'enter':
        if (!isLive(state, command.campaign.campaignId)) assertRoom(state.count, LIVE_CAMPAIGNS_MAX, 'too_many_live_campaigns', 'live campaigns');
        return [{ type: 'coupon.catalogue.entered.v1', effectiveAt, data: { campaign: command.campaign } }];
      case 'leave':
        return isLive(state, command.campaignId) ? [{ type: 'coupon.catalogue.left.v1', effectiveAt, data: { campaignId: command.campaignId } }] : [];
      case 'group': {
        const { group } = command;
        if (!Object.hasOwn(state.groups, group.group)) assertRoom(Object.keys(state.groups).length, GROUPS_MAX, 'too_many_groups', 'groups');
        choicesOf({ campaignId: '', group: group.group }, new Map([...Object.values(state.groups), group].map((one) => [one.group, one])));
        return [{ type: 'coupon.group.defined.v1', effectiveAt, data: group }];
      }
      case 'attribute':
        if (state.attributes.includes(command.attribute)) return [];
        assertRoom(state.attributes.length, ATTRIBUTES_MAX, 'too_many_attributes', 'attributes');
        return [{ type: 'coupon.attribute.defined.v1', effectiveAt, data: { attribute: command.attribute } }];
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'coupon.catalogue.entered.v1': {
        const { campaign } = event.data;
        return { ...state, count: state.count + (isLive(state, campaign.campaignId) ? 0 : 1), campaigns: { ...state.campaigns, [campaign.campaignId]: campaign } };
      }
      case 'coupon.catalogue.left.v1': {
        const { [event.data.campaignId]: left, ...campaigns } = state.campaigns;
        return left === undefined ? state : { ...state, campaigns, count: state.count - 1 };
      }
      case 'coupon.group.defined.v1':
        return { ...state, groups: { ...state.groups, [event.data.group]: event.data } };
      case 'coupon.attribute.defined.v1':
        return { ...state, attributes: [...state.attributes, event.data.attribute] };
    }
  },
};

export const catalogueStream: StreamOf<CatalogueState, CatalogueCommand, CatalogueEvent> = { name: streamName('couponCatalogue', 'all'), decider: catalogue };

export function isLive({ campaigns }: Pick<CatalogueState, 'campaigns'>, campaignId: string): boolean {
  return Object.hasOwn(campaigns, campaignId);
}

function assertRoom(count: number, most: number, code: string, what: string): void {
  if (count >= most) throw rejected(code, `There are at most ${most} ${what}`, { most });
}
