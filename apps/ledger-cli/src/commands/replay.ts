import { positionAt, STREAMS_MAX } from '@loyalty/ledger';
import { replayLog } from '@loyalty/points';
import { untilOf } from '../dates';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { booksTable } from '../output/books-table';
import { progressOf } from '../output/progress';
import { table } from '../output/table';
import type { Settings } from '../settings';
import { withStore } from '../store/open-store';
import { allWallets } from '../store/wallets';

export interface ReplayOptions {
  readonly toPosition?: number;
  readonly toDate?: string;
  readonly zone: string;
  readonly streams?: number;
  readonly progress?: boolean;
}

/** Folds everything from nothing and says what it comes to, with one digest over all states. */
export function replay(io: Io, settings: Settings, { toPosition, toDate, zone, streams: streamsMax = STREAMS_MAX, progress }: ReplayOptions): Promise<Answer> {
  return withStore(settings.store, async (store) => {
    const [log, { streams }] = [await store.log(), store];
    const dated = toDate === undefined ? undefined : positionAt(log, untilOf(toDate, zone));
    const position = Math.min(dated ?? log.size(), toPosition ?? log.size());
    const bar = progressOf(io, progress !== false);
    try {
      const report = await replayLog(log, { position, streamsMax, onProgress: (told) => bar.tell(told) });
      bar.stop();
      const scales = await allWallets(streams);
      const lines = [
        `log       ${log.logId}`,
        `position  ${report.position}, recorded ${report.lastRecordedAt ?? 'never'}`,
        `streams   ${report.streams}, ${report.accounts} of them accounts`,
        `digest    ${report.digest}`,
        '',
        table([{ title: 'event' }, { title: 'count', right: true }], Object.entries(report.events).map(([type, count]) => [type, String(count)]), io.forPeople),
        '',
        booksTable(report.wallets, scales, io.forPeople),
      ];
      return { exitCode: EXIT.clean, json: { logId: log.logId, ...report }, text: `${lines.join('\n')}\n` };
    } finally {
      bar.stop();
    }
  });
}
