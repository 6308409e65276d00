import type { CompatibilityProfile } from '@loyalty/contracts';
import { mulDivMod, PPM_ONE, type Ppm } from '@loyalty/kernel';

export type Rounding = CompatibilityProfile['rounding'];

/** `a × b ÷ c` of numbers from 0 up, rounded as asked; exact on the way. `half_down` of a discount is half up of the price. */
export function mulDivRounded(a: number, b: number, c: number, rounding: Rounding): number {
  const { quotient, remainder } = mulDivMod(a, b, c);
  const rest = c - remainder;
  if (remainder === 0 || rounding === 'down' || remainder < rest) return quotient;
  if (remainder > rest) return quotient + 1;
  if (rounding === 'half_down') return quotient;
  return rounding === 'half_even' && quotient % 2 === 0 ? quotient : quotient + 1;
}

/** The share of an amount in parts per million. */
export function percentOf(amount: number, ppm: Ppm, rounding: Rounding): number {
  return mulDivRounded(amount, ppm, PPM_ONE, rounding);
}
