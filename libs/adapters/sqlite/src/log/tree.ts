import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Frontier, frontierNodes, nodeHash, type Hash, type TreeNode } from '@loyalty/ledger';
import { corrupt } from '@loyalty/ledger';

/** Subtrees of 256 leaves and more are kept; smaller ones are made from their leaves when somebody asks. */
export const KEPT_LEVEL = 8;

/** The Merkle tree over a log as its tables hold it. */
export class StoredTree {
  private readonly kept: StatementSync;
  private readonly leaves: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.kept = db.prepare('SELECT hash FROM nodes WHERE level = ? AND place = ?');
    this.leaves = db.prepare('SELECT leaf FROM events WHERE position > ? ORDER BY position LIMIT ?');
  }

  /** The right edge at a size. */
  frontier(size: number): Frontier {
    return new Frontier(size, frontierNodes(size).map(({ level, index }) => this.node(level, index)));
  }

  /** Hash of a complete subtree; throws `tree_incomplete` where the tables do not have what the log's size promises. */
  node(level: number, index: number): Hash {
    if (level >= KEPT_LEVEL) {
      const row = this.kept.get(level, index);
      if (row === undefined) throw incomplete(level, index);
      return Buffer.from(row['hash'] as Uint8Array);
    }
    let hashes: Hash[] = this.leaves.all(index * 2 ** level, 2 ** level).map((row) => Buffer.from(row['leaf'] as Uint8Array));
    if (hashes.length !== 2 ** level) throw incomplete(level, index);
    while (hashes.length > 1) hashes = pairs(hashes);
    return hashes[0]!;
  }

  /** A writer of the subtrees that a commit completes; for use inside its transaction. */
  keeper(): (node: TreeNode) => void {
    const insert = this.db.prepare('INSERT INTO nodes VALUES (?, ?, ?)');
    return ({ level, index, hash }) => {
      if (level >= KEPT_LEVEL) insert.run(level, index, hash);
    };
  }
}

function pairs(hashes: readonly Hash[]): Hash[] {
  return Array.from({ length: hashes.length / 2 }, (_, i) => nodeHash(hashes[2 * i]!, hashes[2 * i + 1]!));
}

function incomplete(level: number, index: number) {
  return corrupt('tree_incomplete', `The tree has no node ${index} at level ${level}`, { level, index });
}
