import { KurrentProvableLog } from '@loyalty/kurrentdb';
import { verifyLog, type LogAudit, type ProvableLog } from '@loyalty/ledger';
import { systemPorts } from '@loyalty/platform/ports';
import { PointsAudit } from '@loyalty/points';
import { SqliteProvableLog } from '@loyalty/sqlite';
import { call, Refused } from '../door/client';
import type { CouponBooks } from './check-out/books';
import type { Checks } from './checks';
import { readOutcomes } from './outcomes';
import { readPublished, unbalanced } from './published';
import { pause, type ServiceProcess } from './service-process';
import { MEMBERS, type Shop } from './shop';
import { APPS, type App, type Stage } from './stage';

const SETTLE_MS = 180_000;

interface Balance {
  readonly balance: number;
}

/** What each member is to have, by what the shop sold and what the outcomes of its commands say. */
function expectedBalances(shop: Shop, status: ReadonlyMap<string, string>): Map<string, number> {
  const expected = new Map(shop.fromOrders);
  for (const { id, kind, memberId, points } of shop.commands) {
    if (status.get(id) === 'applied') expected.set(memberId, expected.get(memberId)! + (kind === 'earn' ? points : -points));
  }
  return expected;
}

async function balancesAt(url: string, key: string): Promise<Map<string, number>> {
  const entries = MEMBERS.map(async (member) => {
    try {
      return [member, (await call<Balance>({ url, key }, 'GET', `/v1/points/accounts/main/${member}/balance`)).balance] as const;
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return [member, 0] as const;
      throw error;
    }
  });
  return new Map(await Promise.all(entries));
}

const differences = (expected: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>) =>
  [...expected].flatMap(([member, points]) => (found.get(member) === points ? [] : [`${member} has ${found.get(member)} and is to have ${points}`]));

/** Waits until everything the shop said has had its effect, then looks at every place where it is to be seen. */
export async function judge(stage: Stage, shop: Shop, checks: Checks): Promise<void> {
  for (const service of stage.all) if (stage.scenario === 'shared') checks.holds(`${service.name} is ready at the end`, await service.becomes('ready', 60_000));
  const points = await stage.door('points');
  if (points === undefined) return checks.holds('points answer at the end', false);
  let wrong: string[] = ['nothing was looked at'];
  let expected = new Map<string, number>();
  for (const until = Date.now() + SETTLE_MS; Date.now() < until; await pause(1_000)) {
    const outcomes = await readOutcomes(stage.kafka.url, 'loyalty.points.outcomes.v1', shop.commands.map(({ id }) => id));
    expected = expectedBalances(shop, outcomes.status);
    wrong = [...outcomes.wrong, ...differences(expected, await balancesAt(points.url, stage.key))];
    if (wrong.length === 0) break;
  }
  checks.add(`each of ${shop.commands.length} commands has one outcome, and ${shop.orders} orders, ${shop.returns} returned, have led to the balances that follow from them`, wrong);
  for (const each of stage.services.points) if ((await each.readiness())?.ready) checks.add(`${each.name} tells these balances`, differences(expected, await balancesAt(each.url, stage.key)));
  await judgeViews(stage, points, expected, checks);
  await judgeTopics(stage, shop, checks);
  await judgeConsumers(stage, shop, checks);
}

/** The read models have come to the same (invariant 8's everyday face). */
async function judgeViews(stage: Stage, points: ServiceProcess, expected: ReadonlyMap<string, number>, checks: Checks): Promise<void> {
  let wrong: string[] = [];
  for (const until = Date.now() + SETTLE_MS; Date.now() < until; await pause(1_000)) {
    const { items } = await call<{ items: readonly { memberId: string; balance: number }[] }>({ url: points.url, key: stage.key }, 'GET', '/v1/points/accounts?wallet=main&limit=100');
    wrong = differences(expected, new Map([...MEMBERS.map((member) => [member, 0] as const), ...items.map(({ memberId, balance }) => [memberId, balance] as const)]));
    if (wrong.length === 0) break;
  }
  checks.add('the view of accounts has the balances of the ledger', wrong);
}

async function judgeTopics(stage: Stage, shop: Shop, checks: Checks): Promise<void> {
  let commerce = await readPublished(stage.kafka.url, 'loyalty.commerce.events.v1');
  const paid = () => commerce.events.filter(({ headers }) => headers['ce_type'] === 'order.paid.v1').length;
  for (const until = Date.now() + SETTLE_MS; paid() < shop.orders && Date.now() < until; await pause(1_000)) commerce = await readPublished(stage.kafka.url, 'loyalty.commerce.events.v1');
  checks.add(`each stream of commerce is published in its order, without holes (${commerce.events.length} events, ${commerce.repeats} repeats)`, commerce.wrong);
  checks.holds(`each of ${shop.orders} paid orders is published once`, paid() === shop.orders, `${paid()} are`);
  const points = await readPublished(stage.kafka.url, 'loyalty.points.events.v1');
  checks.add(`each stream of points is published in its order, without holes (${points.events.length} events, ${points.repeats} repeats)`, points.wrong);
  checks.add('the postings of every event of points sum up to nothing', unbalanced(points.events));
}

/** Invariant 13, for every consumer of every process that runs: seen = applied + duplicate + ignored + parked + in flight. */
async function judgeConsumers(stage: Stage, shop: Shop, checks: Checks): Promise<void> {
  const wrong: string[] = [];
  const parked = new Map<string, number>();
  for (const service of stage.all) {
    if (!service.running || !(await service.readiness())?.ready) continue;
    const metrics = new Map([...(await (await fetch(`${service.url}/metrics`)).text()).matchAll(/^consumer_(\w+)\{consumer="([^"]+)"\} (\d+)$/gm)].map(([, name, consumer, value]) => [`${consumer} ${name}`, Number(value)]));
    for (const consumer of new Set([...metrics.keys()].map((name) => name.split(' ')[0]!))) {
      const of = (name: string) => metrics.get(`${consumer} ${name}`) ?? NaN;
      const settled = of('events_applied') + of('events_duplicate') + of('events_ignored') + of('events_parked') + of('in_flight');
      if (of('events_seen') !== settled) wrong.push(`${consumer} in ${service.name} has seen ${of('events_seen')} and settled ${settled}`);
      parked.set(consumer, of('parked_keys'));
    }
  }
  checks.add('every consumer has settled what it has seen', wrong);
  const counts = [...parked].map(([consumer, keys]) => `${consumer}: ${keys}`).join(', ');
  checks.holds(`what nobody could take is parked, and nothing else (${counts})`, parked.get('commerce.intake') === shop.poison && parked.get('points') === shop.strangeEvents && parked.get('points.intake') === 0 && parked.get('coupons') === shop.strangeEvents && parked.get('coupons.intake') === 0, counts);
}

/** After all have stopped: the logs prove themselves, and their books are in balance. */
export async function judgeLogs(stage: Stage, checks: Checks, coupons: CouponBooks): Promise<void> {
  for (const app of APPS) {
    const books = new PointsAudit();
    const audit: LogAudit<unknown> = app === 'coupons' ? coupons : books;
    const log = await openLog(stage, app);
    try {
      const { size, findings } = await verifyLog(log, { audit });
      const off = books.books.totals().flatMap(({ wallet, sum }) => (sum === 0n ? [] : [`the books of ${wallet} add up to ${sum}`]));
      checks.add(`the log of ${app} proves itself, ${size} events`, [...findings.map((finding) => JSON.stringify(finding)), ...off]);
    } finally {
      log.close();
    }
  }
}

function openLog(stage: Stage, app: App): Promise<ProvableLog & { close(): void }> | SqliteProvableLog {
  const url = stage.storeUrl(app);
  return url === undefined ? SqliteProvableLog.open(stage.logFile(app)) : KurrentProvableLog.open(url, systemPorts);
}
