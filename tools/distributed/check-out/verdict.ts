import type { CampaignDocument, RedemptionDocument } from '@loyalty/coupons';
import type { Checks } from '../checks';
import { readOutcomes } from '../outcomes';
import { readPublished } from '../published';
import { pause } from '../service-process';
import type { CouponBooks } from './books';
import type { Doors } from './doors';
import { differencesOf, type CampaignFigures, type Figures } from './figures';
import type { ShopsMemory } from './memory';

const READY_MS = 60_000;
const SETTLE_MS = 180_000;
const CURRENCY = 'EUR';

/** Looks until nothing is wrong any more, or for three minutes. */
async function settled(look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (const until = Date.now() + SETTLE_MS; ; await pause(1_000)) {
    const wrong = await look();
    if (wrong.length === 0 || Date.now() > until) return wrong;
  }
}

/**
 * Waits until everything has had its effect, then looks at every place where coupons show it. `equal`: every process is to
 * answer, else one of them. Gives back what the view of campaigns says.
 */
export async function judgeCheckOut(doors: Doors, equal: boolean, brokers: string, memory: ShopsMemory, checks: Checks): Promise<ReadonlyMap<string, CampaignFigures>> {
  const ready = doors.services.map(async (service) => ((await service.becomes('ready', READY_MS)) ? service : Promise.reject(new Error(`${service.name} is not ready`))));
  for (const service of equal ? await Promise.all(ready) : [await Promise.any(ready)]) {
    checks.add(`${memory.redemptions.size} redemptions stand in ${service.name} as HTTP, commands and orders have left them`, await settled(() => wrongInLedger(doors.only(service), memory)));
  }
  checks.add(`each of ${memory.commands.length} commands on redemptions has one outcome, as it is to be`, await settled(() => wrongOutcomes(brokers, memory)));
  checks.add('the view of redemptions has them all as the ledger has them', await settled(() => wrongInView(doors, memory)));
  const events = await readPublished(brokers, 'loyalty.coupons.events.v1');
  checks.add(`each stream of coupons is published in its order, without holes (${events.events.length} events, ${events.repeats} repeats)`, events.wrong);
  return viewOfCampaigns(doors);
}

async function wrongInLedger(doors: Doors, memory: ShopsMemory): Promise<string[]> {
  const wrong = await Promise.all([...memory.redemptions.values()].map(async ({ redemptionId, status }) => {
    const found = await doors.ask<{ status: string }>(0, 'GET', `/v1/coupons/redemptions/${redemptionId}`);
    return found.status === status ? [] : [`${redemptionId} is ${found.status} and is to be ${status}`];
  }));
  return wrong.flat();
}

async function wrongOutcomes(brokers: string, memory: ShopsMemory): Promise<string[]> {
  const { status, wrong } = await readOutcomes(brokers, 'loyalty.coupons.outcomes.v1', memory.commands.map(({ id }) => id));
  return [...wrong, ...memory.commands.flatMap(({ id, outcome }) => (status.get(id) === outcome ? [] : [`${id} is ${status.get(id)} and is to be ${outcome}`]))];
}

async function wrongInView(doors: Doors, memory: ShopsMemory): Promise<string[]> {
  const shown = new Map<string, RedemptionDocument>();
  for (let cursor = ''; ;) {
    const { items, next } = await doors.ask<{ items: readonly RedemptionDocument[]; next?: string }>(0, 'GET', `/v1/coupons/redemptions?limit=200${cursor}`);
    for (const item of items) shown.set(item.redemptionId, item);
    if (next === undefined) break;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  const wrong = [...memory.redemptions.values()].flatMap(({ redemptionId, status }) => (shown.get(redemptionId)?.state === status ? [] : [`${redemptionId} is shown ${shown.get(redemptionId)?.state} and is to be ${status}`]));
  return shown.size === memory.redemptions.size ? wrong : [...wrong, `${shown.size} redemptions are shown, and ${memory.redemptions.size} were acknowledged`];
}

async function viewOfCampaigns(doors: Doors): Promise<ReadonlyMap<string, CampaignFigures>> {
  const { items } = await doors.ask<{ items: readonly CampaignDocument[] }>(0, 'GET', '/v1/coupons/campaigns?limit=100');
  const figures = ({ uses, moneyMinor }: CampaignDocument['held']): Figures => ({ uses, moneyMinor: moneyMinor[CURRENCY] ?? 0 });
  return new Map(items.map(({ campaignId, held, used, reversed }) => [campaignId, { held: figures(held), used: figures(used), reversed: figures(reversed) }]));
}

/** What the log says, against what was acknowledged, against the counters and against the view. */
export function judgeBooks(books: CouponBooks, memory: ShopsMemory, viewed: ReadonlyMap<string, CampaignFigures>, checks: Checks): void {
  checks.add('no campaign was above its limit after any event of the log', books.above);
  const lost = [...memory.redemptions.values()].flatMap(({ redemptionId, status }) => (books.status.get(redemptionId) === status ? [] : [`${redemptionId} is ${books.status.get(redemptionId)} in the log and is to be ${status}`]));
  const unheard = [...books.status.keys()].filter((redemptionId) => !memory.redemptions.has(redemptionId));
  checks.add(`each of ${memory.redemptions.size} acknowledged holds is in the log, and no other`, [...lost, ...unheard.map((redemptionId) => `nobody was told of ${redemptionId}`)]);
  checks.add(`${books.counters.size} counters say what the redemptions say`, differencesOf('by its counter and by redemptions', books.counters, books.owed));
  checks.add('the view of campaigns says what the log says', differencesOf('by the view and by the log', viewed, books.campaigns));
}
