import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manualClock, seededRandom } from '@loyalty/kernel';
import { InProcessBus, systemTimer } from '@loyalty/in-process';
import { openViews, SqliteEventStore } from '@loyalty/sqlite';
import { BUS_LIMITS, busContract } from './bus.contract';
import { AT, record } from './sample-points';

const { keysInParallel, inFlightMax, attemptsMax, retry_ms } = BUS_LIMITS;

// Here, because it takes two adapters and no adapter may know another.
busContract('InProcessBus on SQLite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bus-'));
  const clock = manualClock(AT);
  const limits = { keysInParallel, inFlightMax, retry: { attemptsMax, first_ms: retry_ms, longest_ms: retry_ms } };
  const log = SqliteEventStore.open(path.join(folder, 'ledger.db'), clock);
  const other = SqliteEventStore.open(path.join(folder, 'other.db'), clock);
  // Each bus opens the file anew: as in another process, it knows only what was written.
  const opened: { close(): Promise<void> }[] = [log, other];
  const open = async (on: SqliteEventStore) => {
    const kept = openViews(path.join(folder, 'views.db'));
    opened.push(kept);
    return new InProcessBus({ log: on, checkpoints: kept.checkpoints, parked: kept.parked, clock, timer: systemTimer, random: seededRandom(1) }, limits);
  };
  return {
    publish: (...movements) => record(log, ...movements),
    open: () => open(log),
    openOnOtherLog: () => open(other),
    cleanUp: async () => {
      for (const each of opened) await each.close();
      rmSync(folder, { recursive: true });
    },
  };
});
