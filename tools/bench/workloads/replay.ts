import { verifyLog } from '@loyalty/ledger';
import { PointsAudit, replayLog } from '@loyalty/points';
import { SqliteProvableLog } from '@loyalty/sqlite';
import { filledLog } from '../filled-log';
import type { Options } from '../options';
import type { Measured } from '../result';

/** `replay`: a whole log verified and folded as an auditor does it, and folded only. */
export async function* replay(options: Options, folder: string): AsyncGenerator<Measured> {
  const log = SqliteProvableLog.open(await filledLog(options, folder));
  try {
    const size = log.size();
    const before = process.memoryUsage.rss();
    const folded = await timed(() => replayLog(log, { position: size }));
    const audit = new PointsAudit();
    const verified = await timed(() => verifyLog(log, { audit }));
    const findings = verified.result.findings.map(({ code, detail }) => `${code}: ${detail}`);
    const perSecond = (seconds: number) => Math.round(size / seconds);
    yield {
      parameters: { events: size, accounts: options.accounts, seed: options.seed },
      figures: {
        perSecond: perSecond(verified.seconds),
        foldOnlyPerSecond: perSecond(folded.seconds),
        seconds: Math.round(verified.seconds * 1000) / 1000,
        cpuUsPerEvent: Math.round((verified.cpuSeconds * 1e7) / size) / 10,
        foldOnlyCpuUsPerEvent: Math.round((folded.cpuSeconds * 1e7) / size) / 10,
        accountsFolded: audit.accounts,
        rssBeforeMiB: Math.round(before / 2 ** 20),
        rssHighestMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      },
      check: { ok: findings.length === 0 && verified.result.size === size, findings },
    };
  } finally {
    log.close();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; cpuSeconds: number }> {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}
