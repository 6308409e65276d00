import fc from 'fast-check';
import { REMAINDERS, type Remainder } from './remainders';
import { percentOf } from './rounding';
import { fillInOrder, spread } from './spread';

const parts = (weights: readonly number[], rooms: readonly number[] = weights) => weights.map((weight, i) => ({ id: `p${i}`, weight, room: rooms[i]! }));

describe('rounding', () => {
  it('treats a half as it is told', () => {
    const half = (amount: number) => (['half_up', 'half_even', 'half_down', 'down'] as const).map((rounding) => percentOf(amount, 500_000, rounding));
    expect([half(5), half(7), half(6)]).toEqual([[3, 2, 2, 2], [4, 4, 3, 3], [3, 3, 3, 3]]);
  });
});

describe('what does not divide', () => {
  it.each<[Remainder, number[]]>([
    ['largest', [40, 20, 40]], ['first', [41, 19, 40]], ['fillFirst', [41, 19, 40]], ['last', [40, 19, 41]], ['running', [40, 20, 40]], ['nearest', [40, 20, 40]],
  ])('goes to: %s', (remainder, expected) => {
    expect(spread(100, parts([404, 196, 405]), remainder)).toEqual(expected);
  });

  it('goes to the first where half a unit each is rounded down', () => {
    expect(spread(30, parts([43, 14, 23]), 'nearest')).toEqual([16, 5, 9]);
    expect(spread(300, parts([430, 140, 230]), 'nearest')).toEqual([162, 52, 86]);
  });

  it('goes evenly where nobody weighs anything', () => {
    expect(spread(10, parts([0, 0], [9, 9]), 'largest')).toEqual([5, 5]);
  });
});

describe('room', () => {
  it('is never passed: what one refuses goes to the others, and what nobody has room for is not placed', () => {
    expect(spread(2_500, parts([5_000, 6_000], [500, 6_000]), 'nearest')).toEqual([500, 2_000]);
    expect(spread(2_000, parts([1_000, 2_000, 5_000, 3_000], [1_000, 100, 0, 400]), 'largest')).toEqual([1_000, 100, 0, 400]);
    expect(fillInOrder(7, parts([5, 5]))).toEqual([5, 2]);
  });

  it.each(Object.keys(REMAINDERS) as Remainder[])('and total are kept whatever the numbers: %s', (remainder) => {
    const some = fc.array(fc.record({ weight: fc.integer({ min: 0, max: 5_000 }), room: fc.integer({ min: 0, max: 5_000 }) }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(some, fc.integer({ min: 0, max: 20_000 }), (given, total) => {
      const all = given.map((part, i) => ({ id: `p${i}`, ...part }));
      const placed = spread(total, all, remainder);
      placed.forEach((amount, i) => expect(amount >= 0 && amount <= all[i]!.room).toBe(true));
      expect(placed.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(total, all.reduce((sum, { room }) => sum + room, 0)));
    }));
  });
});
