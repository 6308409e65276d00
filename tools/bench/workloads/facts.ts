import path from 'node:path';
import type { FactAnswer } from '@loyalty/contracts';
import { shopYear } from '../../demo/shop-year';
import { checkLog } from '../check';
import { HttpConnection } from '../http-connection';
import { Latencies } from '../latencies';
import type { Options } from '../options';
import type { Measured } from '../result';
import { serve } from '../served';

const BATCH = 500;
const MEMBERS = 5_000;
/** Facts told before the clock starts. */
const WARM_UP = 20_000;

/** `facts`: the year of the demo's shop told through the batch door of the built standalone service, 500 facts a request. */
export async function* facts(options: Options, folder: string): AsyncGenerator<Measured> {
  const { facts: all } = shopYear(options.seed, MEMBERS, options.orders);
  const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) => JSON.stringify({ facts: all.slice(i * BATCH, (i + 1) * BATCH) }));
  const served = await serve(folder);
  const connections = await Promise.all(Array.from({ length: options.callers }, () => HttpConnection.open(served.port, served.key)));
  const answered: Record<string, number> = {};
  const latencies = new Latencies();
  let next = 0;
  const tell = async (connection: HttpConnection, until: number) => {
    while (next < until) {
      const number = (next += 1);
      const begun = performance.now();
      const { status, body } = await connection.ask('POST', '/v1/commerce/facts', { id: `bench-${options.seed}-${number}`, body: batches[number - 1]! });
      latencies.add(performance.now() - begun);
      if (status !== 200) throw new Error(`A batch was refused: ${status} ${body.slice(0, 500)}`);
      for (const { status: told } of (JSON.parse(body) as { answers: FactAnswer[] }).answers) answered[told] = (answered[told] ?? 0) + 1;
    }
  };
  await Promise.all(connections.map((connection) => tell(connection, Math.min(WARM_UP / BATCH, batches.length / 4))));
  const [first, before, begun] = [next, served.used(), performance.now()];
  await Promise.all(connections.map((connection) => tell(connection, batches.length)));
  const seconds = (performance.now() - begun) / 1000;
  const after = served.used();
  for (const connection of connections) connection.close();
  await served.stop();
  const told = all.length - first * BATCH;
  const { ok, findings } = await checkLog(path.join(folder, 'ledger.db'));
  const missing = Object.values(answered).reduce((sum, count) => sum + count, 0) === all.length && answered['rejected'] === undefined ? [] : [`of ${all.length} facts these were answered: ${JSON.stringify(answered)}`];
  yield {
    parameters: { callers: options.callers, facts: told, batch: BATCH, members: MEMBERS, seed: options.seed },
    figures: { perSecond: Math.round(told / seconds), ...latencies.figures(), answered, serviceCpuUsPerFact: Math.round(((after.cpuSeconds - before.cpuSeconds) * 1e7) / told) / 10, rssHighestMiB: after.rssHighestMiB },
    check: { ok: ok && missing.length === 0, findings: [...findings, ...missing] },
  };
}
