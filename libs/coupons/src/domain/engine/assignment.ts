import type { Campaign, CampaignEffect, EvaluationRequest } from '@loyalty/contracts';
import { sha256Hex } from '@loyalty/kernel';

const ALL_PPM = 1_000_000;

/** Whom of all members a part of a campaign is for: those whose number lies in [from, to). */
export interface Share {
  readonly variant?: string;
  readonly from: number;
  readonly to: number;
  /** Those below are kept out. */
  readonly heldOut: number;
}

/** A part of a campaign: its effects, and whom they are for where not for everybody. */
export interface CampaignPart {
  readonly effects: readonly CampaignEffect[];
  readonly share?: Share;
}

/** A campaign by its variants; whoever is kept out belongs to the first. */
export function partsOf({ effects, variants, holdOutPpm: heldOut = 0 }: Pick<Campaign, 'effects' | 'variants' | 'holdOutPpm'>): CampaignPart[] {
  if (variants === undefined) return [heldOut === 0 ? { effects } : { effects, share: { from: 0, to: ALL_PPM, heldOut } }];
  const all = variants.reduce((sum, { weight }) => sum + weight, 0);
  let weights = 0;
  return variants.map(({ variant, weight, effects: own }, i) => {
    const begin = i === 0 ? 0 : heldOut + Math.floor(((ALL_PPM - heldOut) * weights) / all);
    weights += weight;
    return { effects: own, share: { variant, from: begin, to: heldOut + Math.floor(((ALL_PPM - heldOut) * weights) / all), heldOut } };
  });
}

/**
 * The number of whoever asks for one campaign: by the member, else the device, else the cart, and always the same, whatever
 * version the campaign has. Who cannot be told apart is kept out of nothing and gets the first variant.
 */
export function numberOf(campaignId: string, share: Share, { member, device, cartId }: EvaluationRequest): number {
  const subject = member?.memberId ?? device ?? cartId;
  if (subject === undefined) return share.heldOut;
  return Number.parseInt(sha256Hex(`${campaignId}\n${subject}`).slice(0, 12), 16) % ALL_PPM;
}

/** Whether a part is for whoever asks; whether it is given to them is another question. */
export function isFor(campaignId: string, share: Share | undefined, request: EvaluationRequest): boolean {
  if (share === undefined) return true;
  const number = numberOf(campaignId, share, request);
  return number >= share.from && number < share.to;
}
