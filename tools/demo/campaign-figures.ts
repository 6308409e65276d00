import { call, type Door } from '../door/client';
import { CAMPAIGNS } from './campaigns';

interface Figures {
  readonly uses: number;
  readonly moneyMinor: Readonly<Record<string, number>>;
}

interface CampaignRow {
  readonly campaignId: string;
  readonly used: Figures;
  readonly reversed: Figures;
}

/** What each of the demo's campaigns gave, and what came back of it, as the view has it. */
export async function campaignFigures(door: Door): Promise<readonly string[]> {
  const { items } = await call<{ items: readonly CampaignRow[] }>(door, 'GET', '/v1/coupons/campaigns?limit=1000');
  return items.filter(({ campaignId }) => campaignId in CAMPAIGNS).map(({ campaignId, used, reversed }) => `${campaignId.padEnd(12)}  used ${used.uses} times, ${euros(used)} EUR given, ${euros(reversed)} EUR taken back`);
}

function euros({ moneyMinor }: Figures): string {
  return ((moneyMinor['EUR'] ?? 0) / 100).toFixed(2);
}
