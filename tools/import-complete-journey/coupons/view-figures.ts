import { call, type Door } from '../../door/client';

/** What the view of campaigns says of some of them together. */
export interface ViewFigures {
  readonly uses: number;
  readonly moneyMinor: number;
}

export interface CouponsInView {
  readonly ofCampaign: ReadonlyMap<string, ViewFigures>;
  /** How far in the log the view is. */
  readonly position: number;
}

interface Page {
  readonly items: readonly { readonly campaignId: string; readonly used: { readonly uses: number; readonly moneyMinor: Readonly<Record<string, number>> } }[];
  readonly next?: string;
  readonly position: number;
}

/** Everything that campaigns gave and that was used, in one currency. */
export async function readView(door: Door, currency: string): Promise<CouponsInView> {
  const ofCampaign = new Map<string, ViewFigures>();
  for (let cursor = ''; ;) {
    const { items, next, position } = await call<Page>(door, 'GET', `/v1/coupons/campaigns?limit=1000${cursor}`);
    for (const { campaignId, used } of items) ofCampaign.set(campaignId, { uses: used.uses, moneyMinor: used.moneyMinor[currency] ?? 0 });
    if (next === undefined) return { ofCampaign, position };
    cursor = `&cursor=${next}`;
  }
}
