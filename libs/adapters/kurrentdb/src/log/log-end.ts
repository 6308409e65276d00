import type { Instant } from '@loyalty/kernel';
import { Frontier } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { commitOf, treeOf, type CommitRecord } from './commit-record';
import { COMMITS_STREAM } from './streams';

/** Where the log ends, with all that the next commit needs. */
export interface LogEnd {
  /** Commits so far. */
  readonly number: number;
  readonly recordedAt: Instant | undefined;
  readonly tree: Frontier;
}

/** A commit's record and where KurrentDB has it. */
export interface FoundCommit extends CommitRecord {
  readonly id: string;
  readonly place: string;
}

export async function lastCommit(connection: Connection): Promise<FoundCommit | undefined> {
  const [stored] = await connection.readStream(COMMITS_STREAM, { from: 'last', count: 1 });
  return stored === undefined ? undefined : { ...commitOf(stored), id: stored.id, place: stored.place };
}

export async function commitNumber(connection: Connection, number: number): Promise<FoundCommit | undefined> {
  const [stored] = await connection.readStream(COMMITS_STREAM, { from: number, count: 1 });
  return stored === undefined ? undefined : { ...commitOf(stored), id: stored.id, place: stored.place };
}

export function endAfter(commit: CommitRecord | undefined): LogEnd {
  if (commit === undefined) return { number: 0, recordedAt: undefined, tree: new Frontier() };
  return { number: commit.number, recordedAt: commit.recordedAt, tree: treeOf(commit) };
}
