import type { ProvableLog } from '@loyalty/ledger';
import { systemPorts } from '@loyalty/platform';
import type { ReadStore } from './read-store';

/** Somebody sits and waits. */
const OPEN_WITHIN_MS = 2_000;

/** A log in KurrentDB, read beside its writers. Throws `store_not_found`, `store_unavailable`, `log_unknown`, `event_store_url_invalid`. */
export async function openKurrentDb(url: string): Promise<ReadStore> {
  // Its client takes its time to load: only who names such a store waits for it.
  const { KurrentProvableLog, KurrentStreamReader } = await import('@loyalty/kurrentdb');
  const options = { ...systemPorts, openWithin_ms: OPEN_WITHIN_MS };
  const reader = await KurrentStreamReader.open(url, options);
  const copies: { close(): void }[] = [];
  let copied: Promise<ProvableLog> | undefined;
  const kept = <T extends { close(): void }>(copy: T): T => {
    copies.push(copy);
    return copy;
  };
  return {
    streams: reader,
    log: () => (copied ??= KurrentProvableLog.open(url, options).then(kept)),
    async snapshots(max) {
      const snapshots = kept(await reader.snapshots());
      return { inStore: snapshots.count, revisions: snapshots.revisions(max), read: (stream) => snapshots.read(stream) };
    },
    async close() {
      for (const copy of copies) copy.close();
      await reader.close();
    },
  };
}
