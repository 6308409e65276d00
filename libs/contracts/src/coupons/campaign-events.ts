import type { Instant } from '@loyalty/kernel';
import type { Campaign, CampaignGroup } from './campaign';

interface CampaignEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: Data;
}

/** What the next version will be; replaces the draft before. */
export type CampaignDrafted = CampaignEventOf<'campaign.drafted.v1', { readonly campaign: Omit<Campaign, 'version'> }>;
/** The draft became a version and counts from now on. */
export type CampaignPublished = CampaignEventOf<'campaign.published.v1', { readonly campaign: Campaign }>;
/** Gives nothing until it is resumed. */
export type CampaignPaused = CampaignEventOf<'campaign.paused.v1', { readonly campaignId: string; readonly version: number }>;
export type CampaignResumed = CampaignEventOf<'campaign.resumed.v1', { readonly campaignId: string; readonly version: number }>;
/** Gives nothing ever again; what was held or used stays so. */
export type CampaignEnded = CampaignEventOf<'campaign.ended.v1', { readonly campaignId: string; readonly version: number }>;

/** Stream `campaign-<campaignId>`. */
export type CampaignEvent = CampaignDrafted | CampaignPublished | CampaignPaused | CampaignResumed | CampaignEnded;

/** A campaign gives from now on what it says here. */
export type CatalogueEntered = CampaignEventOf<'coupon.catalogue.entered.v1', { readonly campaign: Campaign }>;
/** It gives nothing from now on: paused or ended. */
export type CatalogueLeft = CampaignEventOf<'coupon.catalogue.left.v1', { readonly campaignId: string }>;
export type CampaignGroupDefined = CampaignEventOf<'coupon.group.defined.v1', CampaignGroup>;
/** Members have this attribute; conditions may ask for it. */
export type MemberAttributeDefined = CampaignEventOf<'coupon.attribute.defined.v1', { readonly attribute: string }>;

/** Stream `couponCatalogue-all`: what the engine works with. */
export type CatalogueEvent = CatalogueEntered | CatalogueLeft | CampaignGroupDefined | MemberAttributeDefined;
