import { corrupt, type Frontier } from '@loyalty/ledger';
import { examine, isNew } from '../open-database';
import type { DatabaseSync } from 'node:sqlite';
import { lastCommit, lastPosition } from './log-reader';
import { StoredTree } from './tree';
import { assertWriteAheadLogWhole } from './write-ahead-log';

/** The end of a log: its last commit's number and the tree's right edge there. */
export interface LogEnd {
  readonly number: number;
  readonly frontier: Frontier;
}

/**
 * Looks at a ledger before it is opened for writing, so that one that is refused stays as it is. Throws
 * `store_damaged`, `root_mismatch` or `tree_incomplete`. The caller holds the writer's lock.
 */
export function assertSound(file: string): void {
  if (isNew(file)) return;
  examine(file, (db) => {
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'commits'").get() === undefined) return;
    assertWriteAheadLogWhole(file, db);
    logEnd(file, db);
  });
}

/** Where the log ends, once its last events are found to lead to the root of its last commit. */
export function logEnd(file: string, db: DatabaseSync): LogEnd {
  const { number, position, root } = lastCommit(db);
  const frontier = new StoredTree(db).frontier(position);
  if (lastPosition(db) !== position || !frontier.root().equals(root)) {
    throw corrupt('root_mismatch', `${file}: the last events do not lead to the root of commit ${number}`, { file, commit: number });
  }
  return { number, frontier };
}
