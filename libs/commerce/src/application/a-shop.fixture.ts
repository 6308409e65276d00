import { manualClock, type ManualClock } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type RecordedEvent } from '@loyalty/ledger';
import type { Commerce } from './record-facts';

/** Commerce on a log in memory; the clock stands at noon of 1 March 2026. */
export async function aShop(): Promise<Commerce & { clock: ManualClock; store: MemoryEventStore; events(): Promise<readonly RecordedEvent[]> }> {
  const clock = manualClock('2026-03-01T12:00:00Z');
  const store = new MemoryEventStore();
  const ledger = await Ledger.open(store, { clock });
  return { clock, store, ledger, events: async () => (await store.readAll({ after: 0, limit: 100_000 })).events };
}

export const till = { actor: 'pos-1' };
