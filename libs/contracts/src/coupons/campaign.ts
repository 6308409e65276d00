import type { Instant } from '@loyalty/kernel';
import type { LocalizedText } from '../localized-text';
import type { CampaignCondition } from './conditions';
import type { CampaignEffect } from './effects';

/** Promotions work in this order: on lines, on the order, on shipping, on what is paid. */
export type Phase = 'line' | 'order' | 'shipping' | 'payment';

/**
 * `exclusive`: applied alone, before all others, only with those that are `always`. `common`: with other common ones.
 */
export type StackClass = 'common' | 'exclusive' | 'always';

/** Of the campaigns in a group: the first that gives anything, the best, or all. A group may itself be one choice of another. */
export interface CampaignGroup {
  readonly group: string;
  readonly pick: 'first' | 'best' | 'all';
  readonly within?: string;
}

/** Who takes part. All that is given must hold. */
export interface Audience {
  /** One of these. */
  readonly segments?: readonly string[];
  readonly tiers?: readonly string[];
  /** `new`: no paid order yet. */
  readonly members?: 'new' | 'existing' | 'any';
  /** Only the member whom the code was given to. */
  readonly holderOnly?: boolean;
}

/** Uses, or money given away, that a campaign has in all, for each code, member or device; for ever or in each period of its zone. */
export interface CampaignLimit {
  readonly count: 'uses' | 'money';
  readonly per: 'campaign' | 'code' | 'member' | 'device';
  readonly every: 'ever' | 'day' | 'week' | 'month';
  /** Uses, or minor units of `currency`. */
  readonly most: number;
  readonly currency?: string;
  /** Money that does not suffice: nothing is given (the default), or what is left. */
  readonly short?: 'nothing' | 'rest';
}

export interface Schedule {
  /** Instants [from, until). */
  readonly from?: Instant;
  readonly until?: Instant;
}

/** One of several things that a campaign gives, each to its share of members. */
export interface CampaignVariant {
  readonly variant: string;
  /** Its share is its weight of the sum of all. */
  readonly weight: number;
  readonly effects: readonly CampaignEffect[];
}

/** A campaign as it was published in one version. */
export interface Campaign {
  readonly campaignId: string;
  readonly version: number;
  readonly name: LocalizedText;
  readonly trigger: 'automatic' | 'code';
  readonly phase: Phase;
  /** Higher comes first; equal ones by campaign id. */
  readonly priority: number;
  readonly stackClass: StackClass;
  readonly group?: string;
  /** What percentages are taken of; left out: as the profile says. */
  readonly base?: 'remaining' | 'initial';
  readonly schedule: Schedule;
  readonly audience?: Audience;
  readonly channels?: readonly string[];
  readonly stores?: readonly string[];
  readonly conditions: readonly CampaignCondition[];
  /** All work on what was left before this campaign, and together take at most what is there. None where there are variants. */
  readonly effects: readonly CampaignEffect[];
  /** Who gets which follows from the campaign and the member, else the device, else the cart, for ever; others get the first. */
  readonly variants?: readonly CampaignVariant[];
  /** The share of members who get nothing, to compare with, in parts per million. */
  readonly holdOutPpm?: number;
  readonly limits?: readonly CampaignLimit[];
  /** IANA zone in which the days, weeks and months of its limits begin. */
  readonly zone?: string;
  /** Codes that everybody may present, as they are printed. */
  readonly sharedCodes?: readonly string[];
  /** Whether a use comes back when its order is cancelled as a whole (the default). The money always does. */
  readonly whenCancelled?: 'givesBack' | 'keeps';
  /**
   * After a return, what is kept may no longer reach a minimum that is a condition: what was given stays (the default), or
   * what is not deserved any more is deducted from what goes back.
   */
  readonly whenThresholdBreaks?: 'keep' | 'deduct';
  /** How long it is held for a check-out, where the request does not say; of several campaigns the shortest. */
  readonly holdSeconds?: number;
}
