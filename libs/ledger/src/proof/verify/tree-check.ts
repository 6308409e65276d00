import { isDomainError } from '@loyalty/kernel';
import { Frontier, type TreeNode } from '../frontier';
import { leafHash, type Hash } from '../hash';
import type { ProvableLog, StoredLeaf } from '../provable-log';
import type { Report } from './finding';

/** Nodes below this level are not stored but made from their leaves. */
export const NODE_LEVEL_MIN = 8;

/**
 * The Merkle tree made anew from the lines. Where a stored leaf is not the hash of its line, two trees are carried on:
 * one over the lines and one over the stored leaves. The next root tells which of the two was altered, and what comes
 * after can be checked as before: one flipped bit is one finding.
 */
export class TreeCheck {
  private ofLines = new Frontier();
  private ofLeaves: Frontier | undefined;
  /** False after a gap: without all leaves there is no root. */
  private whole = true;

  constructor(private readonly log: ProvableLog, private readonly report: Report) {}

  /** How many leaves the tree has, as far as it could be made. */
  get size(): number {
    return this.ofLines.size;
  }

  get isWhole(): boolean {
    return this.whole;
  }

  breakOff(): void {
    this.whole = false;
  }

  add({ position, stream, line, leaf }: StoredLeaf): void {
    const made = leafHash(line);
    const same = made.equals(leaf);
    if (!same) this.report({ code: 'hash_mismatch', position, stream, detail: `the line hashes to ${made.toString('hex')}, stored is ${leaf.toString('hex')}` });
    if (!this.whole) return;
    if (!same && leaf.length === made.length) this.ofLeaves ??= this.ofLines.copy();
    if (this.ofLeaves === undefined) {
      this.ofLines.append(made, this.checkMade);
      return;
    }
    const completed: TreeNode[] = [];
    const others: TreeNode[] = [];
    this.ofLines.append(made, (node) => completed.push(node));
    this.ofLeaves.append(same || leaf.length !== made.length ? made : leaf, (node) => others.push(node));
    completed.forEach((node, i) => this.checkNode(node, others[i]));
  }

  /** Whether this is the root here. */
  leadsTo(root: Hash): boolean {
    if (this.ofLines.root().equals(root)) {
      this.ofLeaves = undefined;
      return true;
    }
    if (this.ofLeaves === undefined || !this.ofLeaves.root().equals(root)) return false;
    this.ofLines = this.ofLeaves;
    this.ofLeaves = undefined;
    return true;
  }

  root(): Hash {
    return this.ofLines.root();
  }

  private readonly checkMade = (node: TreeNode) => this.checkNode(node, undefined);

  private checkNode({ level, index, hash }: TreeNode, other: TreeNode | undefined): void {
    if (level < NODE_LEVEL_MIN) return;
    const stored = this.storedNode(level, index);
    if (stored !== undefined && (stored.equals(hash) || (other !== undefined && stored.equals(other.hash)))) return;
    const position = (index + 1) * 2 ** level;
    this.report({ code: 'node_mismatch', position, detail: `node ${index} of level ${level} is ${stored?.toString('hex') ?? 'missing'}, the events below it make ${hash.toString('hex')}` });
  }

  private storedNode(level: number, index: number): Hash | undefined {
    try {
      return this.log.node(level, index);
    } catch (error) {
      if (isDomainError(error) && error.code === 'tree_incomplete') return undefined;
      throw error;
    }
  }
}
