import { seededRandom } from '@loyalty/kernel';
import { merkleTreeHash } from '@loyalty/testing';
import { leafHash, nodeHash, type Hash } from './hash';
import { proveConsistency, proveInclusion, rangeRoot, verifyConsistency, verifyInclusion, type NodeReader } from './proofs';

const SIZE_MAX = 65;
const lines = Array.from({ length: SIZE_MAX }, (_, i) => `line ${i}`);
const roots = Array.from({ length: SIZE_MAX + 1 }, (_, size) => merkleTreeHash(lines.slice(0, size)));

/** Hashes of complete subtrees, by the recursive definition. */
function memoized(): NodeReader {
  const known = new Map<string, Hash>();
  return (level, index) => {
    const key = `${level}/${index}`;
    const found = known.get(key) ?? merkleTreeHash(lines.slice(index * 2 ** level, (index + 1) * 2 ** level));
    known.set(key, found);
    return found;
  };
}
const node = memoized();

/** RFC 6962 section 2.1.1, PATH(m, D[n]), word for word. */
function path(m: number, leaves: readonly string[]): Hash[] {
  const n = leaves.length;
  if (n === 1) return [];
  let k = 1;
  while (k * 2 < n) k *= 2;
  if (m < k) return [...path(m, leaves.slice(0, k)), merkleTreeHash(leaves.slice(k))];
  return [...path(m - k, leaves.slice(k)), merkleTreeHash(leaves.slice(0, k))];
}

/** RFC 6962 section 2.1.2, SUBPROOF(m, D[n], b), word for word. */
function subproof(m: number, leaves: readonly string[], b: boolean): Hash[] {
  const n = leaves.length;
  if (m === n) return b ? [] : [merkleTreeHash(leaves)];
  let k = 1;
  while (k * 2 < n) k *= 2;
  if (m <= k) return [...subproof(m, leaves.slice(0, k), b), merkleTreeHash(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), merkleTreeHash(leaves.slice(0, k))];
}

const hex = (hashes: readonly Hash[]) => hashes.map((hash) => hash.toString('hex'));
const flip = (hash: Hash, bit: number) => {
  const copy = Buffer.from(hash);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

describe('a proof of inclusion', () => {
  it(`is that of RFC 6962 and leads to the root, for every leaf of every size to ${SIZE_MAX}`, () => {
    for (let size = 1; size <= SIZE_MAX; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = proveInclusion(index, size, node);
        expect(hex(proof)).toEqual(hex(path(index, lines.slice(0, size))));
        expect(verifyInclusion(leafHash(lines[index]!), index, size, proof, roots[size]!)).toBe(true);
      }
    }
  });

  it('does not hold for another leaf, place, size, root, or a path that was changed, cut or lengthened', () => {
    for (const size of [1, 2, 3, 5, 8, 13, 33, 64, 65]) {
      for (let index = 0; index < size; index += 1) {
        const proof = proveInclusion(index, size, node);
        const leaf = leafHash(lines[index]!);
        const root = roots[size]!;
        const holds = (over: { leaf?: Hash; index?: number; size?: number; proof?: Hash[]; root?: Hash }) => verifyInclusion(over.leaf ?? leaf, over.index ?? index, over.size ?? size, over.proof ?? proof, over.root ?? root);
        expect(holds({})).toBe(true);
        expect(holds({ leaf: flip(leaf, index % 256) })).toBe(false);
        expect(holds({ leaf: leafHash(`${lines[index]} `) })).toBe(false);
        expect(holds({ root: flip(root, 255 - index) })).toBe(false);
        expect(holds({ proof: [...proof, leaf] })).toBe(false);
        expect(holds({ proof: [leaf, ...proof] })).toBe(false);
        for (let other = 0; other < size; other += 1) if (other !== index) expect(holds({ index: other })).toBe(false);
        for (let i = 0; i < proof.length; i += 1) {
          expect(holds({ proof: proof.with(i, flip(proof[i]!, 7 * i)) })).toBe(false);
          expect(holds({ proof: proof.toSpliced(i, 1) })).toBe(false);
        }
        for (const bad of [-1, size, size + 1, 0.5, NaN]) expect(holds({ index: bad })).toBe(false);
        for (const bad of [0, -1, index]) expect(holds({ size: bad })).toBe(false);
      }
    }
  });

  it('cannot be had for a place that the log does not have', () => {
    for (const [index, size] of [[0, 0], [1, 1], [-1, 5], [5, 5], [NaN, 5]] as const) {
      expect(() => proveInclusion(index, size, node)).toThrow(expect.objectContaining({ code: 'proof_out_of_range' }));
    }
  });
});

describe('a proof of consistency', () => {
  it(`is that of RFC 6962 and holds, for every two sizes to ${SIZE_MAX}`, () => {
    for (let size = 1; size <= SIZE_MAX; size += 1) {
      for (let old = 1; old <= size; old += 1) {
        const proof = proveConsistency(old, size, node);
        expect(hex(proof)).toEqual(hex(subproof(old, lines.slice(0, size), true)));
        expect(verifyConsistency(old, roots[old]!, size, roots[size]!, proof)).toBe(true);
      }
    }
  });

  it('does not hold for other roots or sizes, nor when its path was changed, cut or lengthened', () => {
    for (const [old, size] of [[1, 1], [1, 2], [2, 3], [3, 7], [4, 8], [6, 8], [7, 65], [32, 33], [33, 64], [64, 65]] as const) {
      const proof = proveConsistency(old, size, node);
      const [oldRoot, root] = [roots[old]!, roots[size]!];
      expect(verifyConsistency(old, oldRoot, size, root, proof)).toBe(true);
      expect(verifyConsistency(old, flip(oldRoot, 3), size, root, proof)).toBe(false);
      expect(verifyConsistency(old, oldRoot, size, flip(root, 3), proof)).toBe(false);
      expect(verifyConsistency(old, oldRoot, size, root, [...proof, root])).toBe(false);
      for (let other = 1; other <= size; other += 1) if (other !== old) expect(verifyConsistency(other, oldRoot, size, root, proof)).toBe(false);
      for (let i = 0; i < proof.length; i += 1) {
        expect(verifyConsistency(old, oldRoot, size, root, proof.with(i, flip(proof[i]!, i)))).toBe(false);
        expect(verifyConsistency(old, oldRoot, size, root, proof.toSpliced(i, 1))).toBe(false);
      }
    }
  });

  it('does not hold when something before the old size was rewritten', () => {
    for (let old = 2; old <= 33; old += 1) {
      const rewritten = lines.with(old - 2, 'rewritten').slice(0, 40);
      const reader: NodeReader = (level, index) => merkleTreeHash(rewritten.slice(index * 2 ** level, (index + 1) * 2 ** level));
      expect(verifyConsistency(old, roots[old]!, 40, merkleTreeHash(rewritten), proveConsistency(old, 40, reader))).toBe(false);
    }
  });

  it('is refused for nothing, for more than there is, and for no path at all', () => {
    for (const [old, size] of [[0, 5], [6, 5], [-1, 5]] as const) {
      expect(() => proveConsistency(old, size, node)).toThrow(expect.objectContaining({ code: 'proof_out_of_range' }));
      expect(verifyConsistency(old, roots[1]!, size, roots[5]!, [])).toBe(false);
    }
    expect(verifyConsistency(3, roots[3]!, 5, roots[5]!, [])).toBe(false);
    expect(verifyConsistency(4, roots[4]!, 5, roots[5]!, [])).toBe(false);
    expect(verifyConsistency(5, roots[5]!, 5, roots[5]!, [])).toBe(true);
    expect(verifyConsistency(5, roots[4]!, 5, roots[5]!, [])).toBe(false);
  });
});

describe('proofs of very large trees', () => {
  /** A tree whose leaves are all the same: each level has one hash, so trees of any size cost nothing. */
  const levels = [leafHash('same')];
  const uniform: NodeReader = (level) => {
    for (let i = levels.length; i <= level; i += 1) levels.push(nodeHash(levels[i - 1]!, levels[i - 1]!));
    return levels[level]!;
  };

  it('hold for 500 random places, and on both sides of the powers of two to 2^52', () => {
    const random = seededRandom(9);
    const anySize = () => Math.max(2, Math.floor(2 ** random.int(47) * (1 + random.int(1_000_000) / 1_000_000)));
    const sizes = [...Array.from({ length: 500 }, anySize), ...[31, 32, 33, 40, 46, 50, 52].flatMap((power) => [2 ** power - 1, 2 ** power, 2 ** power + 1])];
    for (const size of sizes) {
      const root = rangeRoot(0, size, uniform);
      const place = Math.floor((size - 1) * (random.int(1_000_001) / 1_000_000));
      for (const index of [0, place, size - 1]) {
        const proof = proveInclusion(index, size, uniform);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)) + 1);
        expect(verifyInclusion(levels[0]!, index, size, proof, root)).toBe(true);
        expect(verifyInclusion(leafHash('other'), index, size, proof, root)).toBe(false);
      }
      for (const old of [1, place + 1, size - 1, size]) {
        const oldRoot = rangeRoot(0, old, uniform);
        const proof = proveConsistency(old, size, uniform);
        expect(verifyConsistency(old, oldRoot, size, root, proof)).toBe(true);
        expect(verifyConsistency(old, flip(oldRoot, 1), size, root, proof)).toBe(false);
      }
    }
  });

  it('have the root of the definition where that can be computed', () => {
    for (const size of [1, 2, 3, 100, 1_023, 1_024, 1_025]) expect(rangeRoot(0, size, uniform).equals(merkleTreeHash(Array.from({ length: size }, () => 'same')))).toBe(true);
  });
});
