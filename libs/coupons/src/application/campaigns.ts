import type { Campaign, CampaignGroup } from '@loyalty/contracts';
import { assertId } from '@loyalty/kernel';
import type { Command, Ledger, Result, Transaction } from '@loyalty/ledger';
import { assertKnown, campaignStream, type CampaignState, type DraftedCampaign } from '../domain/campaign/campaign';
import { catalogueStream, type CatalogueState } from '../domain/catalogue/catalogue';
import { assertCampaign, type PublishingFacts } from '../domain/publishing/assert-campaign';
import { transactOn, type States } from './redemptions/states';
import { shareCodes, sharedCodeStreams } from './shared-codes';

/** What a command on a campaign answers. `version`: the newest published one, 0 before the first. */
export interface CampaignAnswer {
  readonly campaignId: string;
  readonly status: CampaignState['status'];
  readonly version: number;
}

/** Drafts the next version of a campaign. Throws `campaign_invalid` with every fault, `campaign_ended`. */
export function draftCampaign(ledger: Ledger, command: Command, campaign: DraftedCampaign): Promise<Result<CampaignAnswer>> {
  assertId(campaign.campaignId, 'campaignId');
  const stream = campaignStream(campaign.campaignId);
  return ledger.transact(command, {
    streams: [stream, catalogueStream],
    decide(tx) {
      assertCampaign({ ...campaign, version: 1 }, publishingFacts(tx.state(catalogueStream)));
      tx.execute(stream, { kind: 'draft', campaign, at: tx.now });
      return answerOf(tx, campaign.campaignId);
    },
  });
}

/**
 * Makes the draft the next version, which counts from now on; a paused campaign stays paused. Throws `campaign_invalid`,
 * `nothing_to_publish`, `campaign_ended`, `too_many_live_campaigns`, and `code_taken` for a shared code of another campaign or
 * of an imported batch.
 */
export function publishCampaign(ledger: Ledger, command: Command, campaignId: string): Promise<Result<CampaignAnswer>> {
  return onCampaign(ledger, command, campaignId, (tx, states) => {
    const stream = campaignStream(campaignId);
    tx.execute(stream, { kind: 'publish', campaignId, at: tx.now });
    const { current, status } = tx.state(stream);
    assertCampaign(current!, publishingFacts(tx.state(catalogueStream)));
    if (status === 'active') enter(tx, current!);
    shareCodes(tx, states, campaignId, current!.sharedCodes ?? []);
  });
}

/** Throws `campaign_not_active`. */
export function pauseCampaign(ledger: Ledger, command: Command, campaignId: string): Promise<Result<CampaignAnswer>> {
  return onCampaign(ledger, command, campaignId, (tx) => {
    tx.execute(campaignStream(campaignId), { kind: 'pause', campaignId, at: tx.now });
    tx.execute(catalogueStream, { kind: 'leave', campaignId, at: tx.now });
  });
}

/** Throws `campaign_not_paused`, `too_many_live_campaigns`. */
export function resumeCampaign(ledger: Ledger, command: Command, campaignId: string): Promise<Result<CampaignAnswer>> {
  return onCampaign(ledger, command, campaignId, (tx) => {
    tx.execute(campaignStream(campaignId), { kind: 'resume', campaignId, at: tx.now });
    enter(tx, tx.state(campaignStream(campaignId)).current!);
  });
}

/** Ends a campaign for good; its shared codes are free for others. */
export function endCampaign(ledger: Ledger, command: Command, campaignId: string): Promise<Result<CampaignAnswer>> {
  return onCampaign(ledger, command, campaignId, (tx, states) => {
    tx.execute(campaignStream(campaignId), { kind: 'end', campaignId, at: tx.now });
    tx.execute(catalogueStream, { kind: 'leave', campaignId, at: tx.now });
    shareCodes(tx, states, campaignId, []);
  });
}

/** Throws `group_unknown` where it is within one that is not there, `group_circular`. */
export function defineGroup(ledger: Ledger, command: Command, group: CampaignGroup): Promise<Result<CampaignGroup>> {
  return ledger.transact(command, {
    streams: [catalogueStream],
    decide(tx) {
      tx.execute(catalogueStream, { kind: 'group', group, at: tx.now });
      return group;
    },
  });
}

/** Lets conditions ask for an attribute of members. */
export function defineAttribute(ledger: Ledger, command: Command, attribute: string): Promise<Result<{ attribute: string }>> {
  return ledger.transact(command, {
    streams: [catalogueStream],
    decide(tx) {
      tx.execute(catalogueStream, { kind: 'attribute', attribute, at: tx.now });
      return { attribute };
    },
  });
}

/** A campaign as it is. Throws `campaign_unknown`. */
export async function findCampaign(ledger: Ledger, campaignId: string): Promise<{ readonly state: CampaignState; readonly revision: number }> {
  const found = await ledger.peek(campaignStream(campaignId));
  assertKnown(found.state, campaignId);
  return found;
}

const VERSIONS_PAGE = 500;

/** Every version, the oldest first. Throws `campaign_unknown`. */
export async function campaignVersions(ledger: Ledger, campaignId: string): Promise<readonly { readonly publishedAt: string; readonly campaign: Campaign }[]> {
  await findCampaign(ledger, campaignId);
  const versions: { publishedAt: string; campaign: Campaign }[] = [];
  for (let after = 0; ;) {
    const page = await ledger.store.readStream(campaignStream(campaignId).name, { after, limit: VERSIONS_PAGE });
    for (const { type, data, effectiveAt } of page) if (type === 'campaign.published.v1') versions.push({ publishedAt: effectiveAt, campaign: (data as { campaign: Campaign }).campaign });
    if (page.length < VERSIONS_PAGE) return versions;
    after = page.at(-1)!.revision;
  }
}

function onCampaign(ledger: Ledger, command: Command, campaignId: string, act: (tx: Transaction, states: States) => void): Promise<Result<CampaignAnswer>> {
  return transactOn(ledger, command, [campaignStream(campaignId), catalogueStream, ...sharedCodeStreams], (tx, states) => {
    act(tx, states);
    return answerOf(tx, campaignId);
  });
}

function enter(tx: Transaction, campaign: Campaign): void {
  tx.execute(catalogueStream, { kind: 'enter', campaign, at: tx.now });
}

function answerOf(tx: Transaction, campaignId: string): CampaignAnswer {
  const { status, current } = tx.state(campaignStream(campaignId));
  return { campaignId, status, version: current?.version ?? 0 };
}

function publishingFacts({ groups, attributes }: CatalogueState): PublishingFacts {
  return { groups: Object.values(groups), attributes: new Set(attributes) };
}
