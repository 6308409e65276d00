// npm run test:distributed -- [--scenario embedded|shared] [--keep]
// Real Kafka, a real MongoDB-protocol server, and every service as processes of their own; the last line is "N passed, N failed".
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Checks } from './checks';
import { disturb } from './chaos';
import { CheckOut } from './check-out/check-out';
import { publishProgramme } from './programme';
import { Shop } from './shop';
import { Stage, type App, type Scenario } from './stage';
import { judge, judgeLogs } from './verdict';

const SCENARIOS: readonly Scenario[] = ['embedded', 'shared'];
const ORDERS_PER_SECOND = 5;
const READY_MS = 120_000;

async function play(scenario: Scenario, folder: string, checks: Checks): Promise<void> {
  const stage = await Stage.open(scenario, folder);
  const shop = new Shop(stage.kafka.url, 1);
  const checkOut = new CheckOut(stage.services.coupons, stage.key, shop, checks, scenario === 'shared');
  try {
    for (const service of stage.all) service.start();
    const first = (app: App) => Promise.any(stage.services[app].map(async (service) => ((await service.becomes('ready', READY_MS)) ? service : Promise.reject(new Error(`${service.name} is not ready`)))));
    const [points] = await Promise.all([first('points'), first('commerce'), first('coupons')]);
    await publishProgramme({ url: points.url, key: stage.key });
    await shop.open();
    const closing = new AbortController();
    const selling = shop.sell(ORDERS_PER_SECOND, closing.signal);
    await checkOut.quiet();
    await disturb(stage, shop, checks);
    await checkOut.disturbed();
    closing.abort();
    await selling;
    await checkOut.judge(stage.kafka.url);
    await judge(stage, shop, checks);
    for (const service of stage.all) await service.stop();
    await judgeLogs(stage, checks, checkOut.books);
    checkOut.judgeBooks();
  } finally {
    await shop.close();
    await stage.close();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { scenario: { type: 'string' }, keep: { type: 'boolean', default: false } } });
  const chosen = SCENARIOS.filter((scenario) => values.scenario === undefined || values.scenario === scenario);
  if (chosen.length === 0) throw new Error(`--scenario is one of ${SCENARIOS.join(', ')}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'loyalty-distributed-'));
  let [passed, failed] = [0, 0];
  for (const scenario of chosen) {
    const checks = new Checks(scenario, console.log);
    await play(scenario, path.join(folder, scenario), checks).catch((error: unknown) => checks.add('it runs to its end', [error instanceof Error ? (error.stack ?? error.message) : String(error)]));
    passed += checks.passed;
    failed += checks.failed;
  }
  if (values.keep || failed > 0) console.log(`logs and data: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
