import { EMPTY_ROOT, nodeHash, type Hash } from './hash';

/** A complete subtree: `index` counts the nodes of its level from the left, level 0 being the leaves. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/**
 * The right edge of a growing RFC 6962 tree: one hash for each complete subtree, largest first. Enough to go on and to
 * give the root at every size; takes log2(size) hashes of memory.
 */
export class Frontier {
  private readonly hashes: Hash[];
  private count: number;

  constructor(size = 0, hashes: readonly Hash[] = []) {
    this.count = size;
    this.hashes = [...hashes];
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.count;
  }

  /** Adds a leaf; `completed` hears of every subtree this completes, smallest first. */
  append(leaf: Hash, completed?: (node: TreeNode) => void): void {
    let hash = leaf;
    let index = this.count;
    let level = 0;
    while (index % 2 === 1) {
      hash = nodeHash(this.hashes.pop()!, hash);
      index = (index - 1) / 2;
      level += 1;
      completed?.({ level, index, hash });
    }
    this.hashes.push(hash);
    this.count += 1;
  }

  /** The root over all leaves so far. */
  root(): Hash {
    let root: Hash | undefined;
    for (let i = this.hashes.length - 1; i >= 0; i -= 1) {
      root = root === undefined ? this.hashes[i]! : nodeHash(this.hashes[i]!, root);
    }
    return root ?? EMPTY_ROOT;
  }

  /** One hash for each complete subtree, largest first: with the size, all that a tree is gone on with. */
  edge(): readonly Hash[] {
    return [...this.hashes];
  }

  /** A second edge that goes on by itself; for work that may yet be dropped. */
  copy(): Frontier {
    return new Frontier(this.count, this.hashes);
  }
}

/** The complete subtrees that a frontier of this size consists of, largest first. */
export function frontierNodes(size: number): { level: number; index: number }[] {
  const nodes = [];
  let start = 0;
  for (let level = Math.floor(Math.log2(Math.max(size, 1))); level >= 0; level -= 1) {
    const width = 2 ** level;
    if (Math.floor(size / width) % 2 === 0) continue;
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}
