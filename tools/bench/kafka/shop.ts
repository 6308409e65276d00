import { fork } from 'node:child_process';
import path from 'node:path';
import { brokersOf, KafkaConnection } from '@loyalty/kafka';
import type { Expected } from '../check';
import { drive } from '../load';
import type { Options } from '../options';
import { PointsCallers } from '../points-callers';
import { loadFigures, type LoadFigures } from '../result';
import { ports } from './broker';
import { Caller } from './caller';

/** How late a command of the fixed rate may start: little beside what Kafka takes, and broker and service need both cores. */
const LOOK_MS = 1;

/** For the events of the opening to be published. */
const SETTLE_MS = 2_000;

export interface ShopOrder {
  readonly url: string;
  readonly options: Options;
  /** Commands a second in the first part; in the second, as many as go. */
  readonly rate: number;
}

export interface ShopReport {
  readonly full: LoadFigures;
  readonly atRate: LoadFigures;
  readonly told: Expected & { readonly applied: number };
}

/** Runs the shop in a process of its own, as in life: what it costs is not the service's. */
export function runShop(order: ShopOrder): Promise<ShopReport> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [JSON.stringify(order)], { execArgv: ['-r', path.resolve('tools/register.cjs')] });
    child.once('message', (report) => resolve(report as ShopReport));
    child.once('exit', (code) => reject(new Error(`the shop ended with ${code} and no report`)));
  });
}

async function shop({ url, options, rate }: ShopOrder): Promise<ShopReport> {
  const connection = new KafkaConnection({ brokers: brokersOf(url), clientId: 'shop' }, ports);
  const caller = new Caller(connection);
  await caller.start();
  const callers = new PointsCallers(caller.put, options);
  await callers.open();
  // The fixed rate first: what the full load leaves to be published would be in its way.
  await ports.timer.sleep(SETTLE_MS);
  const atRate = await drive(callers.send, { ...options, rate }, () => ports.timer.sleep(LOOK_MS));
  const full = await drive(callers.send, { ...options, rate: undefined });
  await caller.stop();
  await connection.close(5_000);
  const { issued, redeemed, applied } = callers;
  return { full: loadFigures(full), atRate: loadFigures(atRate), told: { issued, redeemed, applied } };
}

if (require.main === module) {
  void shop(JSON.parse(process.argv[2]!) as ShopOrder).then((report) => process.send!(report, () => process.disconnect!()));
}
