import type { ProvableLog, RecordedEvent, Snapshot } from '@loyalty/ledger';

/** Single streams, as they are when they are asked for. */
export interface StreamSource {
  readStream(name: string, part: { after: number; limit: number }): Promise<readonly RecordedEvent[]>;
}

/** Snapshots of a store to be held against the events. */
export interface SnapshotSample {
  /** How many there are in all. */
  readonly inStore: number;
  /** Stream and revision of those that were picked. */
  readonly revisions: ReadonlyMap<string, number>;
  read(stream: string): Snapshot | undefined;
}

/** A log as an auditor needs it, wherever it lies; nothing here can change it. */
export interface ReadStore {
  readonly streams: StreamSource;
  /** All of it in the order of the log. A log on a server is copied for this, once, up to where it ends then. */
  log(): Promise<ProvableLog>;
  /** So many, spread evenly over the names. To be asked for before the log: a snapshot must not be newer than what it is held against. */
  snapshots(max: number): Promise<SnapshotSample>;
  close(): Promise<void>;
}
