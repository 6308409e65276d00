import { existsSync } from 'node:fs';
import { notFound } from '@loyalty/kernel';
import { SqliteProvableLog, SqliteStreamReader } from '@loyalty/sqlite';
import type { ReadStore } from './read-store';

/** A ledger file, read beside its writer or without one. Throws `store_not_found`, and what the adapter refuses: `not_a_ledger`, `format_unknown`, `store_damaged`. */
export function openFile(file: string): ReadStore {
  if (!existsSync(file)) throw notFound('store_not_found', `There is no ledger at ${file}; name one with --store sqlite:<file>`, { file });
  const log = SqliteProvableLog.open(file);
  const streams = SqliteStreamReader.open(file);
  return {
    streams,
    log: async () => log,
    snapshots: async (max) => ({ inStore: streams.snapshotCount(), revisions: streams.snapshotRevisions(max), read: (stream) => streams.snapshot(stream) }),
    async close() {
      streams.close();
      log.close();
    },
  };
}
