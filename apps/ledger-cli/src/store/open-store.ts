import { existsSync } from 'node:fs';
import { notFound } from '@loyalty/kernel';
import { SqliteProvableLog, SqliteStreamReader } from '@loyalty/sqlite';

/** A ledger file, read beside its writer or without one; nothing here can change it. */
export interface ReadStore {
  readonly log: SqliteProvableLog;
  readonly streams: SqliteStreamReader;
  close(): void;
}

/** Throws `store_not_found`, and what the adapter refuses: `not_a_ledger`, `format_unknown`, `store_damaged`. */
export function openStore(file: string): ReadStore {
  if (!existsSync(file)) throw notFound('store_not_found', `There is no ledger at ${file}; name one with --store sqlite:<file>`, { file });
  const log = SqliteProvableLog.open(file);
  const streams = SqliteStreamReader.open(file);
  return {
    log, streams,
    close() {
      streams.close();
      log.close();
    },
  };
}

export async function withStore<T>(file: string, work: (store: ReadStore) => Promise<T>): Promise<T> {
  const store = openStore(file);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
