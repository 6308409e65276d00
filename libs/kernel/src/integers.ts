import { invalid } from './errors';

/** The largest amount of anything, points or minor units, either sign: 15 nines. Nine such still add up exactly. */
export const SAFE_AMOUNT_MAX = 999_999_999_999_999;

/**
 * An integer within bounds; without bounds, from 0 to `SAFE_AMOUNT_MAX`. A negative amount must be asked for with `min`.
 * @throws validation `amount_invalid` with the field, the bounds and what was given
 */
export function assertAmount(value: unknown, field: string, bounds: { min?: number; max?: number } = {}): asserts value is number {
  const min = bounds.min ?? 0;
  const max = bounds.max ?? SAFE_AMOUNT_MAX;
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return;
  const given = typeof value === 'number' ? String(value) : typeof value;
  throw invalid('amount_invalid', `${field} must be an integer from ${min} to ${max}, not ${given}`, { field, min, max, given });
}

/**
 * The exact sum.
 * @throws validation `amount_overflow` when it passes `SAFE_AMOUNT_MAX` on either side, `amount_invalid` for a non-integer
 */
export function addAmounts(...amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) {
    if (!Number.isSafeInteger(amount)) throw notInteger('amount', amount);
    sum += amount;
    if (!Number.isSafeInteger(sum)) throw overflow();
  }
  if (sum > SAFE_AMOUNT_MAX || sum < -SAFE_AMOUNT_MAX) throw overflow();
  return sum;
}

/**
 * `a × b ÷ c` rounded towards minus infinity: −7 × 1 ÷ 2 is −4. Exact for all safe integers.
 * @throws validation `amount_invalid` unless all are safe integers and c > 0, `amount_overflow` if the result is not safe
 */
export function mulDivFloor(a: number, b: number, c: number): number {
  return mulDivMod(a, b, c).quotient;
}

/** As `mulDivFloor`, rounded towards plus infinity: −7 × 1 ÷ 2 is −3. */
export function mulDivCeil(a: number, b: number, c: number): number {
  const { quotient, remainder } = mulDivMod(a, b, c);
  return remainder === 0 ? quotient : oneMore(quotient);
}

/** As `mulDivFloor`, rounded to the nearest, halves away from zero: 7 × 1 ÷ 2 is 4 and −7 × 1 ÷ 2 is −4. */
export function mulDivHalfUp(a: number, b: number, c: number): number {
  const { quotient, remainder } = mulDivMod(a, b, c);
  const rest = c - remainder;
  return remainder > rest || (remainder === rest && quotient >= 0) ? oneMore(quotient) : quotient;
}

/**
 * Floored division with its remainder: `a × b = quotient × c + remainder`, `0 ≤ remainder < c`. Errors as `mulDivFloor`.
 * In numbers while the product is below 2^53 (then it and its remainder are exact), in BigInt above.
 */
export function mulDivMod(a: number, b: number, c: number): { quotient: number; remainder: number } {
  if (!Number.isSafeInteger(a)) throw notInteger('a', a);
  if (!Number.isSafeInteger(b)) throw notInteger('b', b);
  if (!Number.isSafeInteger(c) || c <= 0) throw notInteger('divisor', c);
  const product = a * b;
  if (!Number.isSafeInteger(product)) return mulDivModBig(BigInt(a) * BigInt(b), BigInt(c));
  // The truncated remainder first: taking it off brings the product nearer to 0, so it stays exact; a floored one may not.
  const truncated = product % c;
  const quotient = (product - truncated) / c;
  if (truncated < 0) return { quotient: quotient - 1, remainder: truncated + c };
  return { quotient: quotient + 0, remainder: truncated + 0 }; // + 0 makes −0 a plain 0
}

function mulDivModBig(product: bigint, c: bigint): { quotient: number; remainder: number } {
  let remainder = product % c;
  if (remainder < 0n) remainder += c;
  const quotient = Number((product - remainder) / c);
  if (!Number.isSafeInteger(quotient)) throw overflow();
  return { quotient, remainder: Number(remainder) };
}

function oneMore(quotient: number): number {
  if (quotient === Number.MAX_SAFE_INTEGER) throw overflow();
  return quotient + 1;
}

function notInteger(field: string, given: number) {
  return invalid('amount_invalid', `${field} must be a safe integer${field === 'divisor' ? ' above 0' : ''}`, { field, given: String(given) });
}

function overflow() {
  return invalid('amount_overflow', 'The result is larger than any amount may be', { max: SAFE_AMOUNT_MAX });
}
