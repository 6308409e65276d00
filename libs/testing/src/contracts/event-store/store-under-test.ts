import type { EventStore, ProvableLog } from '@loyalty/ledger';

/** One log and the ways to get at it. */
export interface LogUnderTest {
  /** Opens the store; again after it was closed, on the same log. */
  open(): Promise<EventStore>;
  /** The log as an auditor reads it; needed where the store is provable. */
  prove?(): ProvableLog | Promise<ProvableLog>;
  /** Takes everything away after the test. */
  dispose(): Promise<void>;
}

export type StoreFactory = () => Promise<LogUnderTest>;

export interface StoreCapabilities {
  /** A commit on many streams is all or nothing. Where it is not, the tests of it are left out. */
  readonly atomicAcrossStreams: boolean;
  /** Positions are 1, 2, 3 … Where they are not, they ascend. */
  readonly gapless: boolean;
  /** What was acknowledged is there after closing and opening again. */
  readonly durable: boolean;
  /** Each commit carries the Merkle root over the log. */
  readonly provable: boolean;
  /** Commits may be asked for before the one they were decided on is answered. */
  readonly pipelined?: boolean;
  /** Runs of seeded interleavings; 1,000 unless each one is slow. */
  readonly interleavings: number;
}

/** A store that is opened for each test and closed after it. */
export function storeForEachTest(factory: StoreFactory): { readonly store: EventStore; readonly log: LogUnderTest; reopen(): Promise<EventStore> } {
  let log: LogUnderTest;
  let store: EventStore;
  beforeEach(async () => {
    log = await factory();
    store = await log.open();
  });
  afterEach(async () => {
    await store.close();
    await log.dispose();
  });
  return {
    get store() {
      return store;
    },
    get log() {
      return log;
    },
    async reopen() {
      await store.close();
      return (store = await log.open());
    },
  };
}
