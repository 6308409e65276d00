import { MemoryEventStore, memoryDisk } from '@loyalty/ledger';
import { openMongoReadModel } from '@loyalty/mongodb';
import { FIRST_START_MS, MongoOfSpec } from '../servers';
import { busContract } from './bus.contract';
import { inProcessBusOn } from './in-process-bus.fixture';

const running = new MongoOfSpec();
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

// Here, because it takes two adapters and no adapter may know another.
busContract('InProcessBus on MongoDB', async () => {
  const url = running.newDatabase();
  const logs = { log: new MemoryEventStore(), other: new MemoryEventStore(memoryDisk('f'.repeat(32))) };
  return inProcessBusOn(logs, () => openMongoReadModel(url));
});
