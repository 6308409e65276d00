import { invalid } from '@loyalty/kernel';
import { nodeHash, type Hash } from './hash';

/** Gives the hash of the complete subtree at a place of the tree; index counts the nodes of that level from the left. */
export type NodeReader = (level: number, index: number) => Hash;

/** The root over leaves [start, end), RFC 6962 section 2.1; `start` is a multiple of the range's power of two. */
export function rangeRoot(start: number, end: number, node: NodeReader): Hash {
  const width = end - start;
  if (isPowerOfTwo(width) && start % width === 0) return node(Math.round(Math.log2(width)), start / width);
  const split = start + largestPowerBelow(width);
  return nodeHash(rangeRoot(start, split, node), rangeRoot(split, end, node));
}

/**
 * RFC 6962 section 2.1.1: the hashes that lead from leaf `index` to the root of the first `size` leaves, lowest first.
 * Throws `proof_out_of_range` unless 0 <= index < size.
 */
export function proveInclusion(index: number, size: number, node: NodeReader): Hash[] {
  if (!isPlace(index, size)) throw outOfRange({ index, size });
  const path: Hash[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const split = start + largestPowerBelow(end - start);
    if (index < split) {
      path.push(rangeRoot(split, end, node));
      end = split;
    } else {
      path.push(rangeRoot(start, split, node));
      start = split;
    }
  }
  return path.reverse();
}

/** RFC 9162 section 2.1.3.2: whether the path leads from this leaf at `index` to the root of a tree of `size` leaves. */
export function verifyInclusion(leaf: Hash, index: number, size: number, path: readonly Hash[], root: Hash): boolean {
  if (!isPlace(index, size)) return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/**
 * RFC 6962 section 2.1.2: the hashes which show that the tree of `size` leaves begins with the tree of `oldSize`.
 * Throws `proof_out_of_range` unless 0 < oldSize <= size.
 */
export function proveConsistency(oldSize: number, size: number, node: NodeReader): Hash[] {
  if (!isPlace(oldSize - 1, size)) throw outOfRange({ oldSize, size });
  const path: Hash[] = [];
  let start = 0;
  let end = size;
  let whole = true;
  while (oldSize !== end) {
    const split = start + largestPowerBelow(end - start);
    if (oldSize <= split) {
      path.push(rangeRoot(split, end, node));
      end = split;
    } else {
      path.push(rangeRoot(start, split, node));
      start = split;
      whole = false;
    }
  }
  if (!whole) path.push(rangeRoot(start, end, node));
  return path.reverse();
}

/** RFC 9162 section 2.1.4.2: whether the path shows that nothing before `oldSize` was changed. */
export function verifyConsistency(oldSize: number, oldRoot: Hash, size: number, root: Hash, path: readonly Hash[]): boolean {
  if (!isPlace(oldSize - 1, size)) return false;
  if (oldSize === size) return path.length === 0 && oldRoot.equals(root);
  const hashes = isPowerOfTwo(oldSize) ? [oldRoot, ...path] : [...path];
  let place = oldSize - 1;
  let last = size - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let oldHash = hashes[0];
  let hash = hashes[0];
  if (oldHash === undefined || hash === undefined) return false;
  for (const sibling of hashes.slice(1)) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      oldHash = nodeHash(sibling, oldHash);
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && oldHash.equals(oldRoot) && hash.equals(root);
}

function isPlace(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}

/** The largest power of two that is smaller than n; n > 1. Counted, because logarithms round near large powers. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function isPowerOfTwo(n: number): boolean {
  return n === 1 || largestPowerBelow(n) * 2 === n;
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function outOfRange(facts: Record<string, unknown>) {
  return invalid('proof_out_of_range', 'The log has no such place', facts);
}
