import { streamPart, type Campaign, type CampaignEvent } from '@loyalty/contracts';
import { notFound, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

export type DraftedCampaign = Omit<Campaign, 'version'>;

/** A campaign over its life. What it gives from now on stands in the catalogue; here is what it is. */
export interface CampaignState {
  readonly status: 'unknown' | 'draft' | 'active' | 'paused' | 'ended';
  /** What the next version will be. */
  readonly draft?: DraftedCampaign;
  /** The newest version. */
  readonly current?: Campaign;
}

export type CampaignCommand =
  | { readonly kind: 'draft'; readonly campaign: DraftedCampaign; readonly at: Instant }
  | { readonly kind: 'publish' | 'pause' | 'resume' | 'end'; readonly campaignId: string; readonly at: Instant };

/**
 * Draft, published version n, paused and active by turns, ended. What cannot work is refused by `assertCampaign` before.
 * @throws not_found `campaign_unknown`; state `campaign_ended`, `nothing_to_publish`, `campaign_not_active`, `campaign_not_paused`
 */
export const campaign: Decider<CampaignState, CampaignCommand, CampaignEvent> = {
  initial: { status: 'unknown' },
  stateVersion: 1,
  decide(command, state) {
    const effectiveAt = command.at;
    if (state.status === 'ended') throw rejected('campaign_ended', 'This campaign has ended for good', idOf(command));
    if (command.kind === 'draft') return [{ type: 'campaign.drafted.v1', effectiveAt, data: { campaign: command.campaign } }];
    const { campaignId } = command;
    assertKnown(state, campaignId);
    if (command.kind === 'publish') {
      if (state.draft === undefined) throw rejected('nothing_to_publish', 'Nothing was drafted since the last version', { campaignId });
      return [{ type: 'campaign.published.v1', effectiveAt, data: { campaign: { ...state.draft, version: (state.current?.version ?? 0) + 1 } } }];
    }
    const data = { campaignId, version: state.current?.version ?? 0 };
    if (command.kind === 'end') return [{ type: 'campaign.ended.v1', effectiveAt, data }];
    if (command.kind === 'pause') {
      if (state.status !== 'active') throw rejected('campaign_not_active', 'Only an active campaign can be paused', { campaignId, status: state.status });
      return [{ type: 'campaign.paused.v1', effectiveAt, data }];
    }
    if (state.status !== 'paused') throw rejected('campaign_not_paused', 'Only a paused campaign can be resumed', { campaignId, status: state.status });
    return [{ type: 'campaign.resumed.v1', effectiveAt, data }];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'campaign.drafted.v1':
        return { ...state, status: state.status === 'unknown' ? 'draft' : state.status, draft: event.data.campaign };
      case 'campaign.published.v1':
        return { status: state.status === 'paused' ? 'paused' : 'active', current: event.data.campaign };
      case 'campaign.paused.v1':
        return { ...state, status: 'paused' };
      case 'campaign.resumed.v1':
        return { ...state, status: 'active' };
      case 'campaign.ended.v1':
        return { ...state, status: 'ended' };
    }
  },
};

/** `campaign-<campaignId>`. */
export function campaignStream(campaignId: string): StreamOf<CampaignState, CampaignCommand, CampaignEvent> {
  return { name: streamName('campaign', streamPart(campaignId)), decider: campaign };
}

/** @throws not_found `campaign_unknown` */
export function assertKnown({ status }: Pick<CampaignState, 'status'>, campaignId: string): void {
  if (status === 'unknown') throw notFound('campaign_unknown', `There is no campaign ${campaignId}`, { campaignId });
}

function idOf(command: CampaignCommand): { campaignId: string } {
  return { campaignId: command.kind === 'draft' ? command.campaign.campaignId : command.campaignId };
}
