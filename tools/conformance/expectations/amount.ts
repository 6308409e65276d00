import type { Situation } from '../mapping/situation';
import { amountCheck, type Check } from './check';

/** An amount of the case, as exactly as its group states amounts. */
export function amount({ amounts, group, one }: Situation, what: string, expected: unknown, actual: number): Check {
  const { leastDecimals, tolerance = 0 } = group;
  return amountCheck(what, expected, actual, amounts, { ...(leastDecimals === undefined ? {} : { leastDecimals }), tolerance: Number(one['tolerance'] ?? tolerance) });
}
