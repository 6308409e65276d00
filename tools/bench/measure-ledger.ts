import type { Ledger } from '@loyalty/ledger';
import { drive } from './load';
import type { Options } from './options';
import type { PointsCallers } from './points-callers';
import { loadFigures } from './result';

/** Drives callers against a ledger in this thread: what they saw, and what it cost. */
export async function measureLedger(ledger: Ledger, callers: Pick<PointsCallers, 'send'>, options: Options) {
  const before = { ...ledger.stats };
  const cpu = process.cpuUsage();
  const thread = process.threadCpuUsage();
  const load = await drive(callers.send, options);
  const used = process.cpuUsage(cpu);
  const usedByThread = process.threadCpuUsage(thread);
  const since = (name: keyof typeof before) => ledger.stats[name] - before[name];
  const decided = since('applied') + since('rejected');
  return {
    ...loadFigures(load),
    commandsPerCommit: tenths(decided / since('commits')),
    snapshots: since('snapshots'),
    /** Of this thread, and of all: less moved by what else the machine does than the rate is. Warm-up included. */
    threadUsPerCommand: tenths((usedByThread.user + usedByThread.system) / (decided + since('repeated'))),
    cpuUsPerCommand: tenths((used.user + used.system) / (decided + since('repeated'))),
    rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}

/** The parameters of a ledger workload, as they are reported. */
export function ledgerParameters({ callers, rate, seconds, warmupSeconds, accounts, seed, ids, earn, redeem }: Options) {
  return { ...(rate === undefined ? { callers } : { rate }), seconds, warmupSeconds, accounts, seed, ids, earn, redeem };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
