import type { StoredRecord } from './stored-record';

/** Where the double keeps its records: in memory, or in a file that outlives its process. */
export interface DoubleStorage {
  /** All transactions that were kept, in order; called once, before anything else. */
  load(): Iterable<readonly StoredRecord[]>;
  /** Keeps a transaction whole or not at all; returns when it cannot be lost any more. */
  keep(transaction: readonly StoredRecord[]): void;
  close(): void;
}

/** Forgets everything with its process. */
export class MemoryStorage implements DoubleStorage {
  private readonly kept: (readonly StoredRecord[])[] = [];

  load(): Iterable<readonly StoredRecord[]> {
    return this.kept;
  }

  keep(transaction: readonly StoredRecord[]): void {
    this.kept.push(transaction);
  }

  close(): void {
    // Nothing is open.
  }
}
