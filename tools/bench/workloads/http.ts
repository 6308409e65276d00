import path from 'node:path';
import { checkLog } from '../check';
import { doorCallers } from '../door-callers';
import { drive } from '../load';
import { ledgerParameters } from '../measure-ledger';
import type { Options } from '../options';
import { loadFigures, type Measured } from '../result';
import { serve } from '../served';

/** `http`: the mix of the ledger workloads through the HTTP door of the built standalone service, views and all. */
export async function* http(options: Options, folder: string): AsyncGenerator<Measured> {
  const served = await serve(folder);
  const { callers, close } = await doorCallers(served, options);
  await callers.open(options.callers);
  const before = served.used();
  const mine = process.cpuUsage();
  const load = await drive(callers.send, options);
  const after = served.used();
  const { user, system } = process.cpuUsage(mine);
  close();
  await served.stop();
  const all = (load.latencies.count * (options.seconds + options.warmupSeconds)) / options.seconds;
  const figures = {
    ...loadFigures(load),
    serviceCpuUsPerRequest: Math.round(((after.cpuSeconds - before.cpuSeconds) * 1e6) / all),
    clientCpuUsPerRequest: Math.round((user + system) / all),
    rssHighestMiB: after.rssHighestMiB,
  };
  yield { parameters: ledgerParameters(options), figures, check: await checkLog(path.join(folder, 'ledger.db'), callers) };
}
