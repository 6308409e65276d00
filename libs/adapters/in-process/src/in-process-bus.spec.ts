import { manualClock, seededRandom } from '@loyalty/kernel';
import { memoryDisk, MemoryEventStore } from '@loyalty/ledger';
import { MemoryCheckpointStore, MemoryParkedStore } from '@loyalty/messaging';
import { AT, BUS_LIMITS, busContract, record, systemPorts } from '@loyalty/testing';
import { InProcessBus } from './in-process-bus';

const { keysInParallel, inFlightMax, attemptsMax, retry_ms } = BUS_LIMITS;

busContract('InProcessBus in memory', async () => {
  const log = new MemoryEventStore();
  const kept = { checkpoints: new MemoryCheckpointStore(), parked: new MemoryParkedStore(), clock: manualClock(AT), timer: systemPorts.timer, random: seededRandom(1) };
  const limits = { keysInParallel, inFlightMax, retry: { attemptsMax, first_ms: retry_ms, longest_ms: retry_ms } };
  return {
    publish: (...movements) => record(log, ...movements),
    open: async () => new InProcessBus({ log, ...kept }, limits),
    openOnOtherLog: async () => new InProcessBus({ log: new MemoryEventStore(memoryDisk('f'.repeat(32))), ...kept }, limits),
    cleanUp: () => log.close(),
  };
});
