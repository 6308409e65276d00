import type { CouponCampaign } from './campaigns-of';
import type { RowOutcome } from './redeem-all';
import type { CouponSource, SourceCampaign } from './source';
import type { ViewFigures } from './view-figures';

/** One of the chain's campaigns: what happened there, and what is known of it here. */
export interface CampaignLine {
  readonly source: SourceCampaign;
  readonly coupons: number;
  readonly there: number;
  readonly here: number;
  readonly refused: number;
  /** By the answers, and by the view. */
  readonly moneyMinor: number;
  readonly view: ViewFigures;
}

export function reconcile({ campaigns: sources, redemptions }: Pick<CouponSource, 'campaigns' | 'redemptions'>, campaigns: readonly CouponCampaign[], outcomes: readonly RowOutcome[], ofCampaign: ReadonlyMap<string, ViewFigures>): CampaignLine[] {
  return sources.map((source) => {
    const mine = campaigns.filter((one) => one.source === source.id);
    const rows = outcomes.filter(({ asked }) => asked.row.campaign === source.id);
    const redeemed = rows.filter((one) => one.status === 'redeemed');
    return {
      source, coupons: mine.length, there: redemptions.filter(({ campaign }) => campaign === source.id).length,
      here: redeemed.length, refused: rows.filter(({ status }) => status === 'refused').length,
      moneyMinor: sum(redeemed, ({ discountMinor }) => discountMinor),
      view: { uses: sum(mine, ({ campaignId }) => ofCampaign.get(campaignId)?.uses ?? 0), moneyMinor: sum(mine, ({ campaignId }) => ofCampaign.get(campaignId)?.moneyMinor ?? 0) },
    };
  });
}

/** What does not add up, in words; `rows`: redemptions in the file. */
export function differences(lines: readonly CampaignLine[], rows: number): string[] {
  const there = sum(lines, (line) => line.there);
  return [
    ...(there === rows ? [] : [`the file has ${rows} redemptions, the campaigns ${there}`]),
    ...lines.flatMap(({ source: { id }, there, here, refused, moneyMinor, view }) => [
      ...(there === here + refused ? [] : [`campaign ${id}: ${there} redeemed there, ${here} here and ${refused} refused`]),
      ...(here === view.uses ? [] : [`campaign ${id}: ${here} redeemed by the answers, ${view.uses} by the view`]),
      ...(moneyMinor === view.moneyMinor ? [] : [`campaign ${id}: ${moneyMinor} cents given by the answers, ${view.moneyMinor} by the view`]),
    ]),
  ];
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
