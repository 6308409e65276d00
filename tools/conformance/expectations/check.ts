import { decimalsOf, type Amounts } from '../amounts';

/** One thing that a case expects, and what came out. */
export interface Check {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly ok: boolean;
  /** What we do instead of a quirk: it must hold, whatever else the case expects. */
  readonly required?: true;
}

/**
 * An amount in minor units against the number in the file. Numbers with more digits than the currency has are quotients
 * that other systems never round: one unit apart is as near as an amount can be. `leastDecimals` and `most` loosen the
 * comparison where the group rounds what it shows, or the case states a tolerance.
 */
export function amountCheck(what: string, expected: unknown, actual: number, { toMinor, decimals }: Amounts, { leastDecimals = Infinity, tolerance = 0 } = {}): Check {
  const number = expected as number;
  const shown = Math.max(Math.min(leastDecimals, decimals), Math.min(decimalsOf(number), decimals));
  const grain = 10 ** (decimals - shown);
  const rounded = (minor: number) => Math.round(minor / grain);
  const apart = Math.abs(toMinor(number) - actual);
  const quotient = decimals > 0 && decimalsOf(number) > decimals;
  const ok = typeof expected === 'number' && (rounded(toMinor(number)) === rounded(actual) || apart <= Math.max(tolerance * 10 ** decimals, quotient ? 1 : 0));
  return { what, expected, actual: actual / 10 ** decimals, ok };
}

export function valueCheck(what: string, expected: unknown, actual: unknown): Check {
  return { what, expected, actual, ok: JSON.stringify(expected) === JSON.stringify(actual) };
}
