import type { StoreAddress } from '../settings';
import { openFile } from './open-file';
import { openKurrentDb } from './open-kurrentdb';
import type { ReadStore } from './read-store';

/** Has the work done on the store that is meant, and closes it. Throws what opening it throws. */
export async function withStore<T>(address: StoreAddress, work: (store: ReadStore) => Promise<T>): Promise<T> {
  const store = address.kind === 'file' ? openFile(address.file) : await openKurrentDb(address.url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
