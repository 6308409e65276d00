import type { Instant } from '@loyalty/kernel';
import { corrupt, Frontier } from '@loyalty/ledger';
import type { Stored } from '../connection/stored';

/** What is written last in every commit: where the log is after it, and all that the next commit goes on from. */
export interface CommitRecord {
  /** Counts commits from 1; also the revision of this record. */
  readonly number: number;
  /** The log's last event after this commit. */
  readonly position: number;
  readonly events: number;
  readonly recordedAt: Instant;
  /** Merkle root over the log so far, in hex. */
  readonly root: string;
  /** The tree's right edge, largest subtree first, in hex. */
  readonly edge: readonly string[];
}

export const COMMIT_TYPE = 'ledger.committed.v1';

export function commitRecord(number: number, events: number, recordedAt: Instant, tree: Frontier): CommitRecord {
  return { number, position: tree.size, events, recordedAt, root: tree.root().toString('hex'), edge: tree.edge().map((hash) => hash.toString('hex')) };
}

/** Throws `commit_undecodable` when the record is none of ours. */
export function commitOf({ stream, revision, text }: Stored): CommitRecord {
  try {
    const commit = JSON.parse(text) as CommitRecord;
    if (commit.number === revision && Number.isSafeInteger(commit.position) && Number.isSafeInteger(commit.events)) return commit;
  } catch {
    // Said below, with the place.
  }
  throw corrupt('commit_undecodable', `${stream} holds at ${revision} what no commit of a ledger is`, { stream, revision });
}

/** The tree to go on with. Throws `root_mismatch` when the edge does not lead to the root that stands beside it. */
export function treeOf({ number, position, root, edge }: CommitRecord): Frontier {
  const tree = new Frontier(position, edge.map((hash) => Buffer.from(hash, 'hex')));
  if (tree.root().toString('hex') === root) return tree;
  throw corrupt('root_mismatch', `The edge of the tree in commit ${number} does not lead to its root`, { commit: number });
}
