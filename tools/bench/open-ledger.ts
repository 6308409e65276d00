import { Ledger, type LedgerOptions } from '@loyalty/ledger';
import { SqliteEventStore } from '@loyalty/sqlite';
import { wallClock } from './clock';

/** A writer on a file, and how to close both in their order. */
export interface OpenLedger {
  readonly ledger: Ledger;
  readonly store: SqliteEventStore;
  close(): Promise<void>;
}

export async function openLedger(file: string, options: Partial<LedgerOptions> = {}): Promise<OpenLedger> {
  const store = SqliteEventStore.open(file, wallClock);
  const ledger = await Ledger.open(store, { clock: wallClock, ...options });
  return {
    ledger, store,
    async close() {
      await ledger.close();
      await store.close();
    },
  };
}
