import { InProcessBus } from '@loyalty/in-process';
import { manualClock, seededRandom } from '@loyalty/kernel';
import type { EventStore } from '@loyalty/ledger';
import type { CheckpointStore, ParkedStore } from '@loyalty/messaging';
import { systemPorts } from '@loyalty/platform/ports';
import { BUS_LIMITS, type BusUnderTest } from './bus.contract';
import { AT, record } from './sample-points';

const { keysInParallel, inFlightMax, attemptsMax, retry_ms } = BUS_LIMITS;
const LIMITS = { keysInParallel, inFlightMax, retry: { attemptsMax, first_ms: retry_ms, longest_ms: retry_ms } };

export interface KeptByStore {
  readonly checkpoints: CheckpointStore;
  readonly parked: ParkedStore;
  close(): Promise<void>;
}

/**
 * The bus in one process on two logs, with what it keeps in a store. Each bus opens the store anew: as in another process,
 * it knows only what was written. `cleanUp` closes what was opened, and then the rest.
 */
export function inProcessBusOn(logs: { log: EventStore; other: EventStore }, openStore: () => KeptByStore | Promise<KeptByStore>, rest: () => Promise<void> = async () => undefined): BusUnderTest {
  const opened: KeptByStore[] = [];
  const open = async (log: EventStore) => {
    const kept = await openStore();
    opened.push(kept);
    const { checkpoints, parked } = kept;
    return new InProcessBus({ log, checkpoints, parked, clock: manualClock(AT), timer: systemPorts.timer, random: seededRandom(1) }, LIMITS);
  };
  return {
    publish: (...movements) => record(logs.log, ...movements),
    open: () => open(logs.log),
    openOnOtherLog: () => open(logs.other),
    cleanUp: async () => {
      for (const each of opened) await each.close();
      await rest();
    },
  };
}
