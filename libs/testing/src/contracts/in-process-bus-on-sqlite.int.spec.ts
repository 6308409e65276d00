import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manualClock } from '@loyalty/kernel';
import { openViews, SqliteEventStore } from '@loyalty/sqlite';
import { busContract } from './bus.contract';
import { inProcessBusOn } from './in-process-bus.fixture';
import { AT } from './sample-points';

// Here, because it takes two adapters and no adapter may know another.
busContract('InProcessBus on SQLite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bus-'));
  const clock = manualClock(AT);
  const [log, other] = ['ledger.db', 'other.db'].map((name) => SqliteEventStore.open(path.join(folder, name), clock)) as [SqliteEventStore, SqliteEventStore];
  return inProcessBusOn({ log, other }, () => openViews(path.join(folder, 'views.db')), async () => {
    await Promise.all([log.close(), other.close()]);
    rmSync(folder, { recursive: true });
  });
});
