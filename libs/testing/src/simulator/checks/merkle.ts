import { hash } from 'node:crypto';
import type { MemoryDisk } from '@loyalty/ledger';
import { holds } from '../violation';

const pair = Buffer.alloc(65, 1);

function leafOf(line: string): Buffer {
  return hash('sha256', `\0${line}`, 'buffer');
}

function nodeOf(left: Buffer, right: Buffer): Buffer {
  left.copy(pair, 1);
  right.copy(pair, 33);
  return hash('sha256', pair, 'buffer');
}

/** RFC 6962 written a second time, straight from its text, so that a mistake of the product is not made here again. */
export class MerkleCheck {
  /** Roots of the complete subtrees on the right edge, largest first, with their sizes. */
  private edge: { size: number; root: Buffer }[] = [];

  constructor(private readonly disk: MemoryDisk, private size = 0, private commits = 0) {}

  /** Invariant 6: each new commit carries the root over everything before it. */
  check(): void {
    const { lines, commits } = this.disk;
    for (; this.commits < commits.length; this.commits += 1) {
      const { position, root } = commits[this.commits]!;
      for (; this.size < position; this.size += 1) this.add(leafOf(lines[this.size]!));
      holds(this.size === position && this.root().equals(root), 6, 'The root of a commit is not that of the log', { commit: this.commits + 1, position });
    }
    holds(this.size === lines.length, 6, 'The log has events that belong to no commit', { events: lines.length, committed: this.size });
  }

  /** The root over everything seen so far, in hex: it stands for the whole log. */
  digest(): string {
    return this.root().toString('hex');
  }

  private add(leaf: Buffer): void {
    this.edge.push({ size: 1, root: leaf });
    for (let last = this.edge.length - 1; last > 0 && this.edge[last - 1]!.size === this.edge[last]!.size; last -= 1) {
      const right = this.edge.pop()!;
      const left = this.edge.pop()!;
      this.edge.push({ size: left.size * 2, root: nodeOf(left.root, right.root) });
    }
  }

  private root(): Buffer {
    return this.edge.reduceRight<Buffer | undefined>((right, { root }) => (right === undefined ? root : nodeOf(root, right)), undefined) ?? hash('sha256', '', 'buffer');
  }
}

/** Invariant 6: one flipped bit anywhere in the log is noticed. */
export function checkFlippedBit(disk: MemoryDisk, chance: (below: number) => number): void {
  if (disk.lines.length === 0) return;
  const at = chance(disk.lines.length);
  const bytes = Buffer.from(disk.lines[at]!);
  bytes[chance(bytes.length)]! ^= 1 << chance(7);
  const lines = disk.lines.with(at, bytes.toString());
  let noticed = false;
  try {
    new MerkleCheck({ ...disk, lines }).check();
  } catch {
    noticed = true;
  }
  holds(noticed, 6, 'A flipped bit was not noticed', { position: at + 1 });
}
