import fc from 'fast-check';
import { RankSet } from './rank-set';

describe('a set of ranks', () => {
  it.each([
    [100, [99, 0, 31, 32, 31, 63, 64, 0], [0, 31, 32, 63, 64, 99]],
    [1, [0], [0]],
    [0, [], []],
  ])('of %d: %j is read as %j', (count, added, inOrder) => {
    const set = new RankSet(count);
    for (const rank of added) set.add(rank);
    expect(set.inOrder()).toEqual(inOrder);
  });

  it('is what was added, once each and in order', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 299 })), (added) => {
      const set = new RankSet(300);
      for (const rank of added) set.add(rank);
      expect(set.inOrder()).toEqual([...new Set(added)].sort((a, b) => a - b));
    }));
  });
});
