import type { Checks } from './checks';
import { pause } from './service-process';
import type { Shop } from './shop';
import { APPS, type App, type Stage } from './stage';

const READY_MS = 60_000;
const QUIET_MS = 3_000;

/** Everything that may go wrong, one after the other, while the shop sells. */
export async function disturb(stage: Stage, shop: Shop, checks: Checks): Promise<void> {
  await pause(QUIET_MS);
  await shop.sendPoison();
  await shop.sendEventOfTheFuture();
  for (const app of ['commerce', 'points'] as const) await killEach(stage, app, checks);
  await withoutBroker(stage, checks);
  await withoutReadModel(stage, checks);
  if (stage.scenario === 'shared') {
    await stage.crashStore(QUIET_MS);
    checks.holds('the services are ready again after the store crashed', await allReady(stage));
  }
  await pause(QUIET_MS);
}

/** SIGKILL for each process of a service in turn; another one takes its work over, and it comes back beside that. */
async function killEach(stage: Stage, app: App, checks: Checks): Promise<void> {
  for (const service of stage.services[app]) {
    const others = stage.services[app].filter((other) => other !== service);
    await service.kill();
    const taken = await Promise.any(others.map(async (other) => ((await other.becomes('ready', READY_MS)) ? other : Promise.reject(new Error('not ready'))))).catch(() => undefined);
    checks.holds(`${app} is served after ${service.name} was killed`, taken !== undefined);
    service.start();
    checks.holds(`${service.name} is back beside it`, await service.becomes(stage.scenario === 'embedded' ? /store_locked/ : 'ready', READY_MS));
    await pause(QUIET_MS);
  }
}

async function withoutBroker(stage: Stage, checks: Checks): Promise<void> {
  const told = stage.door('points').then((service) => service?.becomes(/broker|waiting/, 30_000));
  await stage.restartBroker();
  await told;
  checks.holds('the services are ready again after the broker was restarted', await allReady(stage));
}

async function withoutReadModel(stage: Stage, checks: Checks): Promise<void> {
  const service = await stage.door('points');
  await stage.stopReadModel();
  const [said] = await Promise.all([service?.becomes(/unavailable|waiting|no_answer/, 9_000), pause(10_000)]);
  checks.holds('a service without its read model says that it is not ready, and why', said === true);
  await stage.startReadModel();
  checks.holds('the services are ready again after ten seconds without a read model', await allReady(stage));
}

/** Of each service the processes that can be: one with an embedded log, all on a shared one. */
async function allReady(stage: Stage): Promise<boolean> {
  const ofEach = await Promise.all(APPS.map(async (app) => {
    const ready = stage.services[app].map((service) => service.becomes('ready', READY_MS));
    return stage.scenario === 'shared' ? (await Promise.all(ready)).every(Boolean) : Promise.any(ready.map(async (one) => ((await one) ? true : Promise.reject(new Error('not ready'))))).catch(() => false);
  }));
  return ofEach.every(Boolean);
}
