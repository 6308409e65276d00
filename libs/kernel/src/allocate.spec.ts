import fc from 'fast-check';
import { allocate } from './index';

const sharesOf = (weight: fc.Arbitrary<number>) =>
  fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), weight }), { selector: ({ id }) => id, minLength: 1, maxLength: 12 });
const anyShares = fc.oneof(sharesOf(fc.integer({ min: 0, max: 5 })), sharesOf(fc.integer({ min: 0, max: 700_000_000_000_000 })));
const anyTotal = fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }));

const byWeights = (...weights: number[]) => weights.map((weight, index) => ({ id: 'abcdef'[index]!, weight }));
const refused = expect.objectContaining({ category: 'validation', code: 'allocation_invalid' });

describe('allocating a total', () => {
  it.each([
    ['100 in three equal parts gives the odd one to the lowest id', 100, byWeights(1, 1, 1), [34, 33, 33]],
    ['10.00 over 3.00, 3.00 and 4.00', 1000, byWeights(300, 300, 400), [300, 300, 400]],
    ['the largest remainder first', 10, byWeights(52, 30, 18), [5, 3, 2]],
    ['equal remainders to the larger weight', 2, byWeights(1, 3), [0, 2]],
    ['a refund is the mirror of the sale', -100, byWeights(1, 1, 1), [-34, -33, -33]],
    ['a weight of 0 gets nothing', 7, byWeights(0, 2, 0), [0, 7, 0]],
    ['only zero weights share evenly', 5, byWeights(0, 0, 0), [2, 2, 1]],
    ['nothing to divide', 0, byWeights(0, 0), [0, 0]],
    ['nothing among nobody', 0, [], []],
  ])('%s', (_, total, shares, parts) => expect(allocate(total, shares)).toEqual(parts));

  it('adds up to the unit, each part within 1 of its exact proportion, weight 0 getting 0', () => {
    fc.assert(fc.property(anyTotal, anyShares, (total, shares) => {
      const parts = allocate(total, shares);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      const sum = shares.reduce((all, { weight }) => all + BigInt(weight), 0n);
      if (sum === 0n) return;
      parts.forEach((part, index) => {
        const exactTimesSum = BigInt(total) * BigInt(shares[index]!.weight);
        const distance = BigInt(part) * sum - exactTimesSum;
        expect(distance < sum && distance > -sum).toBe(true);
        if (shares[index]!.weight === 0) expect(part).toBe(0);
      });
    }), { numRuns: 1000 });
  });

  it('gives each id the same whatever the order of the shares, and the negative for a negative total', () => {
    const shuffled = anyShares.chain((shares) => fc.tuple(fc.constant(shares), fc.shuffledSubarray(shares, { minLength: shares.length })));
    fc.assert(fc.property(anyTotal, shuffled, (total, [shares, others]) => {
      const parts = allocate(total, shares);
      const otherParts = allocate(total, others);
      others.forEach(({ id }, index) => expect(otherParts[index]).toBe(parts[shares.findIndex((share) => share.id === id)]));
      expect(allocate(-total + 0, shares)).toEqual(parts.map((part) => 0 - part));
    }), { numRuns: 1000 });
  });

  it.each([32, 33, 200])('over %d equal shares gives the odd ones to the lowest ids', (count) => {
    const shares = Array.from({ length: count }, (_, i) => ({ id: String(i).padStart(3, '0'), weight: 7 }));
    const odd = Math.floor(count / 2);
    const parts = shares.map((_, i) => (i < odd ? 3 : 2));
    expect(allocate(2 * count + odd, shares)).toEqual(parts);
    expect(allocate(2 * count + odd, shares.toReversed())).toEqual(parts.toReversed());
  });

  it.each([
    ['a repeated id', 5, [{ id: 'a', weight: 1 }, { id: 'a', weight: 2 }]],
    ['a repeated id apart', 5, [{ id: 'b', weight: 1 }, { id: 'c', weight: 2 }, { id: 'b', weight: 1 }]],
    ['a negative weight', 5, byWeights(1, -1)],
    ['a fraction', 5, byWeights(0.5)],
    ['a fractional total', 0.5, byWeights(1)],
    ['nobody', 5, []],
    ['weights past 2^53', 5, byWeights(2 ** 53 - 1, 1)],
  ])('refuses %s', (_, total, shares) => expect(() => allocate(total, shares)).toThrow(refused));
});
