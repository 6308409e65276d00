import { useMore, usesCounted } from './uses';

describe('uses', () => {
  it('count while they are held or committed', () => {
    expect(usesCounted([['held'], ['held', 'committed'], ['held', 'released'], ['held', 'lapsed'], []], { restoreCancelled: true })).toBe(2);
  });

  it('of a cancelled order come back, unless the campaign says otherwise', () => {
    const cancelled = [['committed', 'order_cancelled']] as const;
    expect([true, false].map((restoreCancelled) => usesCounted(cancelled, { restoreCancelled }))).toEqual([0, 1]);
  });

  it('never pass their limit', () => {
    expect(useMore(1_000, 200, 800)).toBe(1_000);
    expect(() => useMore(1_000, 200, 801)).toThrow(expect.objectContaining({ code: 'limit_exhausted', facts: { most: 1_000, used: 200, asked: 801 } }));
  });
});
