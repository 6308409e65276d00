import { manualClock, seededRandom } from '@loyalty/kernel';
import { InProcessBus, systemTimer } from '@loyalty/in-process';
import { MemoryEventStore, memoryDisk } from '@loyalty/ledger';
import { openMongoReadModel, type MongoReadModel } from '@loyalty/mongodb';
import { FIRST_START_MS, MongoOfSpec } from '../servers';
import { BUS_LIMITS, busContract } from './bus.contract';
import { AT, record } from './sample-points';

const { keysInParallel, inFlightMax, attemptsMax, retry_ms } = BUS_LIMITS;
const running = new MongoOfSpec();
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

// Here, because it takes two adapters and no adapter may know another.
busContract('InProcessBus on MongoDB', async () => {
  const url = running.newDatabase();
  const clock = manualClock(AT);
  const limits = { keysInParallel, inFlightMax, retry: { attemptsMax, first_ms: retry_ms, longest_ms: retry_ms } };
  const log = new MemoryEventStore();
  const other = new MemoryEventStore(memoryDisk('f'.repeat(32)));
  const opened: MongoReadModel[] = [];
  const open = async (on: MemoryEventStore) => {
    const kept = await openMongoReadModel(url);
    opened.push(kept);
    return new InProcessBus({ log: on, checkpoints: kept.checkpoints, parked: kept.parked, clock, timer: systemTimer, random: seededRandom(1) }, limits);
  };
  return {
    publish: (...movements) => record(log, ...movements),
    open: () => open(log),
    openOnOtherLog: () => open(other),
    cleanUp: async () => {
      for (const each of opened) await each.close();
    },
  };
});
