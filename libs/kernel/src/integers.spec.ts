import fc from 'fast-check';
import { addAmounts, assertAmount, assertPoints, mulDivCeil, mulDivFloor, mulDivHalfUp, mulDivMod, SAFE_AMOUNT_MAX } from './index';

const safe = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 }));
const divisor = fc.oneof(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: 1, max: 50 }), fc.constant(1_000_000));
const overflow = expect.objectContaining({ category: 'validation', code: 'amount_overflow' });
const invalid = expect.objectContaining({ category: 'validation', code: 'amount_invalid' });

function floorBig(a: number, b: number, c: number): bigint {
  const product = BigInt(a) * BigInt(b);
  const quotient = product / BigInt(c);
  return quotient * BigInt(c) > product ? quotient - 1n : quotient;
}

function expectExact(actual: () => number, exact: bigint): void {
  if (Number.isSafeInteger(Number(exact))) expect(actual()).toBe(Number(exact));
  else expect(actual).toThrow(overflow);
}

describe('multiplying and dividing', () => {
  it.each([
    [7, 1, 2, 3, 4, 4], [-7, 1, 2, -4, -4, -3], [5, 1, 3, 1, 2, 2], [-5, 1, 3, -2, -2, -1], [-4, 1, 3, -2, -1, -1],
    [0, -5, 3, 0, 0, 0], [-1, 1, 2, -1, -1, 0], [1, 1, 2, 0, 1, 1], [6, 1, 3, 2, 2, 2],
    [999_999_999_999_999, 999_999_999, 1_000_000_000, 999_999_998_999_999, 999_999_998_999_999, 999_999_999_000_000],
  ])('%d × %d ÷ %d is %d down, %d to the nearest, %d up', (a, b, c, down, nearest, up) => {
    expect([mulDivFloor(a, b, c), mulDivHalfUp(a, b, c), mulDivCeil(a, b, c)]).toEqual([down, nearest, up]);
  });

  it('is exact for all safe integers, as BigInt is', () => {
    fc.assert(fc.property(safe, safe, divisor, (a, b, c) => {
      const floor = floorBig(a, b, c);
      const rest = BigInt(a) * BigInt(b) - floor * BigInt(c);
      const half = 2n * rest === BigInt(c) ? floor >= 0n : 2n * rest > BigInt(c);
      if (!Number.isSafeInteger(Number(floor))) return expect(() => mulDivFloor(a, b, c)).toThrow(overflow);
      expect(mulDivMod(a, b, c)).toEqual({ quotient: Number(floor), remainder: Number(rest) });
      expectExact(() => mulDivFloor(a, b, c), floor);
      expectExact(() => mulDivCeil(a, b, c), rest > 0n ? floor + 1n : floor);
      expectExact(() => mulDivHalfUp(a, b, c), half ? floor + 1n : floor);
    }), { numRuns: 5000, examples: [[-9, 670675963218443, 3018041834482989], [Number.MAX_SAFE_INTEGER, 3, 3], [Number.MIN_SAFE_INTEGER, 1, 2]] });
  });

  it('refuses a result that only rounding makes too large', () => {
    const [a, b, c] = [5, 5_404_319_552_844_595, 3] as const; // 2^53 − 1 and two thirds
    expect(mulDivFloor(a, b, c)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => mulDivCeil(a, b, c)).toThrow(overflow);
    expect(() => mulDivHalfUp(a, b, c)).toThrow(overflow);
  });

  it('refuses fractions and divisors that are not above 0', () => {
    for (const [a, b, c] of [[1.5, 1, 1], [1, NaN, 1], [1, 1, 0], [1, 1, -2], [1, 1, 0.5], [2 ** 53, 1, 1]] as const) {
      expect(() => mulDivFloor(a, b, c)).toThrow(invalid);
    }
  });
});

describe('an amount', () => {
  it('is an integer from 0 to 15 nines unless bounds say otherwise', () => {
    for (const value of [0, 1, SAFE_AMOUNT_MAX]) expect(() => assertAmount(value, 'points')).not.toThrow();
    for (const value of [-1, 0.5, NaN, Infinity, SAFE_AMOUNT_MAX + 1, '5', null, undefined, 5n]) expect(() => assertAmount(value, 'points')).toThrow(invalid);
    expect(() => assertAmount(-5, 'delta', { min: -10 })).not.toThrow();
    expect(() => assertPoints(0, 'points', { min: 1, max: 500 })).toThrow(
      expect.objectContaining({ facts: { field: 'points', min: 1, max: 500, given: '0' } }));
  });

  it('adds up exactly or not at all', () => {
    expect(addAmounts()).toBe(0);
    expect(addAmounts(SAFE_AMOUNT_MAX, -1, 1)).toBe(SAFE_AMOUNT_MAX);
    expect(() => addAmounts(SAFE_AMOUNT_MAX, 1)).toThrow(overflow);
    expect(() => addAmounts(-SAFE_AMOUNT_MAX, -1)).toThrow(overflow);
    expect(() => addAmounts(...new Array<number>(20).fill(SAFE_AMOUNT_MAX))).toThrow(overflow);
    expect(() => addAmounts(1, 0.5)).toThrow(invalid);
  });
});
