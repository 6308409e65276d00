import { existsSync, readFileSync } from 'node:fs';
import { DomainError, notFound } from '@loyalty/kernel';
import { STREAMS_MAX, verifyLog, type KeptCheckpoint, type VerifyReport } from '@loyalty/ledger';
import { accountsView, PointsAudit, ReadModelCheck, SnapshotCheck } from '@loyalty/points';
import { openViews } from '@loyalty/sqlite';
import { exitCodeOf } from '../exit-codes';
import type { Answer, Io } from '../io';
import { findingsText } from '../output/findings-text';
import { progressOf } from '../output/progress';
import { fileOf, type Settings } from '../settings';
import { CheckpointFiles } from '../store/checkpoint-files';
import { withStore } from '../store/open-store';

export interface VerifyOptions {
  readonly checkpoint?: readonly string[];
  readonly key?: string;
  readonly deep?: boolean;
  readonly findings?: number;
  readonly streams?: number;
  readonly readModel?: string;
  readonly progress?: boolean;
}

/** Snapshots that are compared unless all are asked for. */
const SNAPSHOTS_SAMPLED = 1_000;

/** Proves the whole log and folds every account on the way. */
export function verify(io: Io, settings: Settings, options: VerifyOptions): Promise<Answer> {
  return withStore(settings.store, async (store) => {
    const sample = await store.snapshots(options.deep ? Infinity : SNAPSHOTS_SAMPLED);
    const snapshots = new SnapshotCheck(sample);
    const log = await store.log();
    const readModel = options.readModel === undefined ? undefined : await openReadModel(options.readModel, log.size());
    const audit = new PointsAudit({ snapshots, ...(readModel ? { readModel: readModel.check } : {}) });
    const bar = progressOf(io, options.progress !== false);
    const begun = performance.now();
    try {
      const report = await verifyLog(log, {
        audit, checkpoints: keptCheckpoints(settings, options, log.logId), findingsKept: options.findings ?? 20,
        streamsMax: options.streams ?? STREAMS_MAX, onProgress: (progress) => bar.tell(progress),
      });
      bar.stop();
      const seconds = (performance.now() - begun) / 1000;
      const points = {
        accounts: audit.accounts, wallets: audit.books.totals(),
        snapshots: { checked: snapshots.checked, outdated: snapshots.outdated, inStore: sample.inStore },
        ...(readModel ? { readModel: { compared: readModel.check.compared, elsewhere: readModel.check.elsewhere } } : {}),
      };
      const exitCode = exitCodeOf(Object.keys(report.counts));
      return { exitCode, json: { ok: exitCode === 0, exitCode, ...report, points, seconds: Number(seconds.toFixed(2)) }, text: textOf(report, points, seconds) };
    } finally {
      bar.stop();
      await readModel?.close();
    }
  });
}

function keptCheckpoints({ dataDir }: Settings, { checkpoint = [], key }: VerifyOptions, logId: string): KeptCheckpoint[] {
  if (checkpoint.length === 0) return [];
  const verifying = new CheckpointFiles(dataDir).verifyingKey(key, logId);
  return checkpoint.map((file) => ({ name: file, note: readFileSync(file, 'utf8'), key: verifying }));
}

async function openReadModel(url: string, size: number) {
  const file = fileOf(url, 'read model');
  if (!existsSync(file)) throw notFound('store_not_found', `There is no read model at ${file}`, { file });
  const { views, close } = openViews(file);
  const view = (await views.live(accountsView.name))?.live;
  if (view === undefined || view.version !== accountsView.version) {
    await close();
    throw new DomainError('state', 'view_unknown', `${file} has no ${accountsView.name} of version ${accountsView.version}`, { file });
  }
  await views.open(view, accountsView.indexes);
  const position = (await views.checkpoint(view))?.position ?? 0;
  const load = async (keys: readonly string[]) => new Map([...(await views.load(view, keys))].flatMap(([key, { doc }]) => (doc === undefined ? [] : [[key, doc as never]])));
  return { check: new ReadModelCheck({ position, load }, size), close };
}

interface PointsPart {
  readonly accounts: number;
  readonly wallets: ReturnType<PointsAudit['books']['totals']>;
  readonly snapshots: { readonly checked: number; readonly outdated: number; readonly inStore: number };
  readonly readModel?: { readonly compared: number; readonly elsewhere: number };
}

function textOf(report: VerifyReport, { accounts, wallets, snapshots, readModel }: PointsPart, seconds: number): string {
  const rate = Math.round(report.size / Math.max(seconds, 0.001));
  const found = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
  const lines = [
    `log          ${report.logId}`,
    `events       ${report.size} in ${report.commits} commits, ${report.streams} streams, last recorded ${report.lastRecordedAt ?? 'never'}`,
    `root         ${report.root ?? 'cannot be made: events are missing'}`,
    `accounts     ${accounts} folded, ${wallets.map(({ wallet, sum }) => `${wallet} adds up to ${sum}`).join(', ') || 'no wallet has moved'}`,
    `snapshots    ${snapshots.checked} of ${snapshots.inStore} compared${snapshots.outdated > 0 ? `, ${snapshots.outdated} of an older shape` : ''}`,
    ...(readModel ? [`read model   ${readModel.compared} accounts compared, ${readModel.elsewhere} at another position`] : []),
    ...report.checkpoints.map(({ name, size, agrees }) => `checkpoint   ${name}, ${size} events: ${agrees ? 'its root is reached' : 'ITS ROOT IS NOT REACHED'}`),
    ...(report.checkpoints.length === 0 ? ['checkpoint   none given: a log that was cut short or rewritten as a whole looks like this one'] : []),
    `read         ${report.readings === 1 ? 'once' : `${report.readings} times, for there are more streams than fit in memory`}, ${seconds.toFixed(1)} s, ${rate} events/s`,
    '',
    found === 0 ? 'Clean.' : `${found} finding${found === 1 ? '' : 's'}:\n${findingsText(report.findings, report.counts)}`,
  ];
  return `${lines.join('\n')}\n`;
}
