import type { Campaign, CampaignEffect, EvaluationRequest, ItemSelection } from '@loyalty/contracts';
import { instant, seededRandom, type SeededRandom } from '@loyalty/kernel';

const NOW = instant('2026-03-10T12:00:00.000Z');
const CURRENCY = 'EUR';
const SKUS = 2_000;

/** How wide a shop's range is. The wider, the fewer of its campaigns a basket brings into question. */
export interface Range {
  readonly categories: number;
  readonly brands: number;
  readonly segments: number;
}

/**
 * Active campaigns of a shop: of 100, 40 for a category, 20 for a brand, 15 of buying and getting, 10 for a segment, 10 for
 * single articles, and however many campaigns there are, 5 that every basket is asked about (thresholds and shipping).
 */
export function campaignsOf(count: number, range: Range, seed: number): Campaign[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => campaign(i, i % 20, range, random));
}

function campaign(number: number, turn: number, range: Range, random: SeededRandom): Campaign {
  const every = number < 5;
  const base = { version: 1, name: { en: `Campaign ${number}` }, trigger: 'automatic' as const, priority: random.int(1_000), stackClass: 'common' as const, schedule: {}, conditions: [] };
  const campaignId = `campaign-${String(number).padStart(5, '0')}`;
  if (every) return { ...base, campaignId, phase: number % 2 === 0 ? 'order' : 'shipping', conditions: [{ kind: 'minimumAmount', amounts: { [CURRENCY]: 5_000 + random.int(20_000) }, basis: { of: 'remaining' } }], effects: [everyone(number)] };
  if (turn < 8) return { ...base, campaignId, phase: 'line', effects: [percent({ categories: [`category-${number % range.categories}`] }, random)] };
  if (turn < 12) return { ...base, campaignId, phase: 'line', effects: [{ kind: 'amountOff', amounts: { [CURRENCY]: 50 + random.int(200) }, per: 'unit', target: { over: 'items', items: { brands: [`brand-${number % range.brands}`] } } }] };
  if (turn < 15) return { ...base, campaignId, phase: 'line', effects: [twoForOne({ categories: [`category-${random.int(range.categories)}`] })] };
  if (turn < 17) return { ...base, campaignId, phase: 'order', audience: { segments: [`segment-${number % range.segments}`] }, effects: [percent({}, random)] };
  return { ...base, campaignId, phase: 'line', effects: [percent({ skus: [`sku-${random.int(SKUS)}`] }, random)] };
}

function everyone(number: number): CampaignEffect {
  if (number % 2 === 1) return { kind: 'percentOff', ppm: 1_000_000, target: { over: 'shipping' } };
  return { kind: 'amountOff', amounts: { [CURRENCY]: 500 }, per: 'order', target: { over: 'items' } };
}

const percent = (items: ItemSelection, random: SeededRandom): CampaignEffect => ({ kind: 'percentOff', ppm: 10_000 * (1 + random.int(20)), target: { over: 'items', items } });

const twoForOne = (items: ItemSelection): CampaignEffect => ({ kind: 'buyGet', buy: { items, quantity: 1 }, get: { items, quantity: 1 }, ppm: 500_000, take: 'cheapest' });

/** Baskets of members of that shop. */
export function basketsOf(count: number, lines: number, range: Range, seed: number): EvaluationRequest[] {
  const random = seededRandom(seed + 1);
  return Array.from({ length: count }, (_, i) => ({
    at: NOW,
    member: { memberId: `member-${i}`, orders: random.int(20), segments: [`segment-${random.int(range.segments)}`] },
    basket: {
      currency: CURRENCY, channel: 'web', shipping: [{ method: 'parcel', amountMinor: 490 }],
      lines: Array.from({ length: lines }, (_, at) => line(at, range, random)),
    },
  }));
}

function line(at: number, { categories, brands }: Range, random: SeededRandom) {
  const sku = random.int(SKUS);
  return {
    lineId: `line-${String(at).padStart(4, '0')}`, sku: `sku-${sku}`, quantity: 1 + random.int(4), unitPriceMinor: 199 + random.int(9_800),
    categories: [`category-${sku % categories}`], brand: `brand-${sku % brands}`, onSale: sku % 7 === 0,
  };
}
