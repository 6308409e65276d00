import type { Hash } from './hash';

/** An event as it lies in the store: its bytes, and what the store keeps beside them to find it again. */
export interface StoredLeaf {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly line: string;
  readonly leaf: Hash;
}

/** What the store keeps of each commit: the log's size after it and the Merkle root over all of it. */
export interface StoredCommit {
  readonly number: number;
  readonly position: number;
  readonly root: Hash;
  readonly recordedAt: string;
}

/** A log that can be read as an auditor reads it: bytes and hashes, nothing interpreted. */
export interface ProvableLog {
  readonly logId: string;
  leaves(after: number, limit: number): readonly StoredLeaf[];
  commits(afterNumber: number, limit: number): readonly StoredCommit[];
  /** Hash of a complete subtree, RFC 6962; throws when the log has no such place. */
  node(level: number, index: number): Hash;
  size(): number;
  close(): void;
}
