import { parseEventLine } from '../../log/leaf';
import { EMPTY_ROOT, type Hash } from '../hash';
import { rangeRoot } from '../proofs';
import type { ProvableLog, StoredCommit } from '../provable-log';

/** The newest commit; undefined for an empty log. Looks it up in a few dozen steps, by doubling and halving. */
export function lastCommit(log: ProvableLog): StoredCommit | undefined {
  const following = (number: number) => log.commits(number, 1)[0];
  let before = 0;
  let end = 1;
  while (following(end) !== undefined) [before, end] = [end, end * 2];
  while (end - before > 1) {
    const middle = Math.floor((before + end) / 2);
    if (following(middle) === undefined) end = middle;
    else before = middle;
  }
  return following(before);
}

/** The root over the first `size` events as the stored tree has it; `verifyLog` makes it from the lines instead. */
export function rootAt(log: ProvableLog, size: number): Hash {
  return size === 0 ? EMPTY_ROOT : rangeRoot(0, size, (level, index) => log.node(level, index));
}

/** The last position that was recorded at an instant or before; 0 when none was. Time never goes back in a log. */
export function positionAt(log: ProvableLog, recordedUntil: string): number {
  let known = 0;
  for (let end = log.size() + 1; end - known > 1;) {
    const middle = Math.floor((known + end) / 2);
    const [leaf] = log.leaves(middle - 1, 1);
    if (leaf !== undefined && parseEventLine(leaf.line).recordedAt <= recordedUntil) known = middle;
    else end = middle;
  }
  return known;
}

/** The leaves after one position up to another, page by page. */
export function* leavesBetween(log: ProvableLog, after: number, through: number, page = 512) {
  for (let at = after; at < through;) {
    const leaves = log.leaves(at, Math.min(page, through - at));
    if (leaves.length === 0) return;
    for (const leaf of leaves) if (leaf.position <= through) yield leaf;
    at = leaves.at(-1)!.position;
  }
}
