import type { BasketLine, Campaign, CampaignEffect, CampaignGroup, CompatibilityProfile, Evaluation, EvaluationRequest } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { compileCampaigns } from './compiled';
import { evaluate } from './evaluate';

export const NOON = instant('2026-03-10T12:00:00.000Z'); // a Tuesday
export const EUR = (amountMinor: number) => ({ EUR: amountMinor });
export const HALF = 500_000;

/** An automatic campaign with these effects, combined with others, for everybody and for ever. */
export function campaign(campaignId: string, effects: CampaignEffect | readonly CampaignEffect[], more: Partial<Campaign> = {}): Campaign {
  return {
    campaignId, version: 1, name: { en: campaignId }, trigger: 'automatic', phase: 'order', priority: 0, stackClass: 'common', schedule: {}, conditions: [],
    effects: 'kind' in effects ? [effects] : effects, ...more,
  };
}

export const percent = (ppm: number, more: Partial<Extract<CampaignEffect, { kind: 'percentOff' }>> = {}): CampaignEffect => ({ kind: 'percentOff', ppm, target: { over: 'items' }, ...more });
export const amount = (amountMinor: number, more: Partial<Extract<CampaignEffect, { kind: 'amountOff' }>> = {}): CampaignEffect => ({ kind: 'amountOff', amounts: EUR(amountMinor), per: 'order', target: { over: 'items' }, ...more });
export const freeShipping: CampaignEffect = { kind: 'percentOff', ppm: 1_000_000, target: { over: 'shipping' } };

export function line(lineId: string, quantity: number, unitPriceMinor: number, more: Partial<BasketLine> = {}): BasketLine {
  return { lineId, sku: lineId, quantity, unitPriceMinor, ...more };
}

export function request(lines: readonly BasketLine[], more: Partial<EvaluationRequest> & { readonly shippingMinor?: number } = {}): EvaluationRequest {
  const { shippingMinor, ...rest } = more;
  return { at: NOON, basket: { currency: 'EUR', lines, ...(shippingMinor === undefined ? {} : { shipping: [{ method: 'parcel', amountMinor: shippingMinor }] }) }, ...rest };
}

export interface Setting {
  readonly groups?: readonly CampaignGroup[];
  readonly profile?: Partial<CompatibilityProfile>;
}

/** Asks campaigns about a basket. */
export function asked(campaigns: readonly Campaign[], of: EvaluationRequest, { groups = [], profile = {} }: Setting = {}): Evaluation {
  return evaluate(compileCampaigns(campaigns, groups, profile), of);
}

/** Discounts by line: `{ tea: 200 }`; lines without one are left out. */
export function discounts({ lines }: Evaluation): Record<string, number> {
  return Object.fromEntries(lines.filter(({ discountMinor }) => discountMinor > 0).map(({ lineId, discountMinor }) => [lineId, discountMinor]));
}

/** What each campaign took off, in the order of application: `{ welcome: 200 }`. */
export function gave({ applied }: Evaluation): Record<string, number> {
  return Object.fromEntries(applied.map(({ campaignId, discountMinor }) => [campaignId, discountMinor]));
}

/** Why the others did not: `{ vip: 'not_in_audience' }`. */
export function reasons({ refused }: Evaluation): Record<string, string> {
  return Object.fromEntries(refused.map(({ campaignId, code, reason }) => [campaignId ?? code ?? '', reason]));
}
