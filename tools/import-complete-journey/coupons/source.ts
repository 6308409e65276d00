import { addDays, startOfLocalDay, type Instant } from '@loyalty/kernel';
import { readCsv, type Row } from '../csv';
import { idOf, memberOf, ZONE } from '../sale-of';

/** A campaign of the chain: its coupons were good from its first day to its last one. */
export interface SourceCampaign {
  readonly id: string;
  readonly type: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Households that were sent it. */
  readonly sentTo: number;
}

/** What one coupon of one campaign is good for. */
export interface SourceCoupon {
  readonly campaign: string;
  readonly upc: string;
  readonly skus: readonly string[];
}

/** One coupon that a household handed in. */
export interface SourceRedemption {
  /** Its place in the file, from 1. */
  readonly row: number;
  readonly household: string;
  readonly upc: string;
  readonly campaign: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** From 1: rows that are equal are redemptions of their own. */
  readonly number: number;
}

export interface CouponSource {
  readonly campaigns: readonly SourceCampaign[];
  readonly coupons: readonly SourceCoupon[];
  /** In the order of their days. */
  readonly redemptions: readonly SourceRedemption[];
  /** By member: a segment for each campaign that the household was sent. */
  readonly segments: ReadonlyMap<string, readonly string[]>;
}

export function readCoupons(directory: string): CouponSource {
  const sent = readCsv(directory, 'campaigns');
  return {
    campaigns: readCsv(directory, 'campaign_descriptions').map((row) => campaignOf(row, sent)),
    coupons: couponsOf(readCsv(directory, 'coupons')),
    redemptions: redemptionsOf(readCsv(directory, 'coupon_redemptions')),
    segments: new Map([...Map.groupBy(sent, (row) => memberOf(row['household_id']!))].map(([member, rows]) => [member, [...new Set(rows.map((row) => segmentOf(row['campaign_id']!)))].sort()])),
  };
}

/** The segment of those who were sent a campaign. */
export function segmentOf(campaign: string): string {
  return `cj-${campaign}`;
}

function campaignOf(row: Row, sent: readonly Row[]): SourceCampaign {
  const id = row['campaign_id']!;
  const households = new Set(sent.filter((one) => one['campaign_id'] === id).map((one) => one['household_id']));
  return { id, type: row['campaign_type']!, from: startOfLocalDay(row['start_date']!, ZONE), until: addDays(startOfLocalDay(row['end_date']!, ZONE), 1, ZONE), sentTo: households.size };
}

function couponsOf(rows: readonly Row[]): SourceCoupon[] {
  const pairs = Map.groupBy(rows, (row) => `${row['campaign_id']!}/${row['coupon_upc']!}`);
  return [...pairs.values()].map((pair) => ({ campaign: pair[0]!['campaign_id']!, upc: pair[0]!['coupon_upc']!, skus: [...new Set(pair.map((row) => idOf(row['product_id'])))].sort() }));
}

function redemptionsOf(rows: readonly Row[]): SourceRedemption[] {
  const seen = new Map<string, number>();
  const redemptions = rows.map((row, i): SourceRedemption => {
    const [household, upc, campaign, date] = [row['household_id']!, row['coupon_upc']!, row['campaign_id']!, row['redemption_date']!];
    const same = `${household}/${upc}/${campaign}/${date}`;
    const number = (seen.get(same) ?? 0) + 1;
    seen.set(same, number);
    return { row: i + 1, household, upc, campaign, date, number };
  });
  return redemptions.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.row - b.row));
}
