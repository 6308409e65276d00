import type { Door } from '../../door/client';
import { settled } from '../../door/settled';
import { CURRENCY } from '../sale-of';
import type { Sample } from '../sample';
import { couponCampaigns, type CouponCampaign } from './campaigns-of';
import { couponDiscounts } from './coupon-values';
import { householdBaskets } from './household-baskets';
import { pricesIn } from './prices';
import { publishCampaigns } from './publish-campaigns';
import { differences, reconcile } from './reconciliation';
import { redeemAll } from './redeem-all';
import { askedRow, type AskedRow } from './redemptions-of';
import type { Findings } from './report';
import type { CouponSource } from './source';
import { readView } from './view-figures';

/** Publishes the campaigns, redeems what was redeemed there, and holds the answers against the views. */
export async function importCoupons(door: Door, source: CouponSource, sample: Sample): Promise<Findings> {
  const campaigns = couponCampaigns(source.campaigns, source.coupons, couponDiscounts(sample.rows));
  const rows = askedRows(source, campaigns, sample);
  const before = await position(door);
  const started = performance.now();
  const published = await publishCampaigns(door, campaigns);
  const outcomes = await redeemAll(door, rows);
  const after = await position(door);
  const { ofCampaign } = await readView(door, CURRENCY);
  const lines = reconcile(source, campaigns, outcomes, ofCampaign);
  return { campaigns, published, outcomes, lines, differences: differences(lines, source.redemptions.length), events: after - before, seconds: (performance.now() - started) / 1_000 };
}

function askedRows({ redemptions, segments }: CouponSource, campaigns: readonly CouponCampaign[], sample: Sample): AskedRow[] {
  const facts = {
    segments, campaigns: new Map(campaigns.map((one) => [one.campaignId, one])),
    basketsOf: householdBaskets(sample), prices: pricesIn(sample.rows, sample.products), products: sample.products,
  };
  return redemptions.map((row) => askedRow(row, facts));
}

/** The end of the log, once every view is there. */
async function position(door: Door): Promise<number> {
  await settled(door);
  return (await readView(door, CURRENCY)).position;
}
