import * as fc from 'fast-check';
import { Permutation, type Halves } from './permutation';

const KEY = new Uint8Array(16).fill(7);

function permuted(permutation: Permutation, first: number, count: number): Halves {
  const halves = { left: new Float64Array(count), right: new Float64Array(count) };
  permutation.forward(first, halves);
  return halves;
}

describe('the permutation', () => {
  it.each([[10, 4], [10, 5], [23, 4], [32, 4]])('of %i signs on %i places is one to one, tried on all of them', (base, length) => {
    const permutation = new Permutation(KEY, base, length);
    const size = base ** length;
    const { left, right } = permuted(permutation, 0, size);
    const seen = new Uint8Array(size);
    for (let i = 0; i < size; i += 1) seen[left[i]! * permutation.rightSize + right[i]!]! += 1;
    expect(seen.every((times) => times === 1)).toBe(true);
  });

  it('is undone by its inverse, in spaces of every size', () => {
    const space = fc.oneof(fc.tuple(fc.constant(32), fc.integer({ min: 4, max: 16 })), fc.tuple(fc.constant(10), fc.integer({ min: 4, max: 16 })), fc.tuple(fc.constant(23), fc.integer({ min: 4, max: 12 })));
    fc.assert(fc.property(space, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.uint8Array({ minLength: 16, maxLength: 16 }), ([base, length], share, key) => {
      const number = Math.floor(share * Math.min(base ** length, Number.MAX_SAFE_INTEGER));
      const permutation = new Permutation(key, base, length);
      const { left, right } = permuted(permutation, number, 1);
      expect([left[0]! < permutation.leftSize, right[0]! < permutation.rightSize]).toEqual([true, true]);
      expect(permutation.backward(left[0]!, right[0]!)).toBe(number);
    }));
  });

  it('makes the same of a number alone and among thousands', () => {
    const permutation = new Permutation(KEY, 32, 11);
    const many = permuted(permutation, 1_000, 5_000);
    const alone = permuted(permutation, 4_321, 1);
    expect([alone.left[0], alone.right[0]]).toEqual([many.left[3_321], many.right[3_321]]);
  });

  it('knows no number beyond what was ever counted', () => {
    const permutation = new Permutation(KEY, 32, 16);
    const far = Array.from({ length: 200 }, (_, i) => permutation.backward(i * 5_000_000_000, i * 7_000_000));
    expect(far.filter((number) => number !== undefined && !Number.isSafeInteger(number))).toEqual([]);
    expect(far.filter((number) => number === undefined).length).toBeGreaterThan(190);
  });

  it('is another one under another key', () => {
    const { left } = permuted(new Permutation(KEY, 32, 11), 0, 1_000);
    const other = permuted(new Permutation(new Uint8Array(16).fill(8), 32, 11), 0, 1_000).left;
    expect(left.filter((value, i) => value === other[i]).length).toBeLessThan(3);
  });

  // What was printed must be found for ever: these numbers may never change.
  it('stays what it is', () => {
    const { left, right } = permuted(new Permutation(KEY, 32, 11), 0, 3);
    expect([[...left], [...right]]).toMatchInlineSnapshot(`
[
  [
    26530980,
    21141556,
    12293083,
  ],
  [
    563909031,
    155119775,
    144680608,
  ],
]
`);
  });
});
