import { invalid } from './errors';
import { mulDivMod } from './integers';

/** One that takes part: an id that is unique among the shares, and an integer weight of 0 or more. */
export interface Share {
  readonly id: string;
  readonly weight: number;
}

/**
 * Divides `total` in proportion to the weights, to the unit: the parts, in the order of the shares, add up to exactly
 * `total`, and each is within 1 of its exact proportion. Largest remainder (Hamilton); equal remainders go to the larger
 * weight, then to the lower id in code-unit order. So what an id gets does not depend on the order of the shares
 * (invariant 12). A negative total is the mirror image of the positive one. If all weights are 0, the total is spread
 * evenly by id.
 * @throws validation `allocation_invalid` (repeated id, negative or fractional weight, weights that add up past 2^53, a
 * total without shares)
 */
export function allocate(total: number, shares: readonly Share[]): number[] {
  if (!Number.isSafeInteger(total)) throw refuse('the total is not a safe integer');
  if (total === 0 && shares.length === 0) return [];
  if (shares.length === 0) throw refuse('there is nobody to divide the total among');
  const weightSum = checkedWeightSum(shares);
  if (weightSum === 0) return allocate(total, shares.map(({ id }) => ({ id, weight: 1 })));
  const sign = total < 0 ? -1 : 1;

  let left = total * sign;
  const remainders: number[] = [];
  const parts = shares.map(({ weight }) => {
    const { quotient, remainder } = mulDivMod(total * sign, weight, weightSum);
    left -= quotient;
    remainders.push(remainder);
    return quotient;
  });
  if (left > 0) {
    const byClaim = shares.map((_, index) => index).sort((x, y) =>
      remainders[y]! - remainders[x]! || shares[y]!.weight - shares[x]!.weight || (shares[x]!.id < shares[y]!.id ? -1 : 1));
    for (let i = 0; i < left; i += 1) parts[byClaim[i]!]! += 1;
  }
  return sign === 1 ? parts : parts.map((part) => 0 - part);
}

function checkedWeightSum(shares: readonly Share[]): number {
  let sum = 0;
  for (const { id, weight } of shares) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw refuse('a weight is not an integer of 0 or more', { id });
    sum += weight;
  }
  if (!Number.isSafeInteger(sum)) throw refuse('the weights add up past 2^53');
  if (hasRepeatedId(shares)) throw refuse('an id is repeated');
  return sum;
}

/** Up to so many shares are compared with one another; a set for them costs more than all else of an allocation. */
const COMPARED_MAX = 12;

function hasRepeatedId(shares: readonly Share[]): boolean {
  if (shares.length > COMPARED_MAX) return new Set(shares.map(({ id }) => id)).size !== shares.length;
  for (let i = 1; i < shares.length; i += 1) for (let j = 0; j < i; j += 1) if (shares[i]!.id === shares[j]!.id) return true;
  return false;
}

function refuse(reason: string, facts?: Record<string, unknown>) {
  return invalid('allocation_invalid', `Cannot allocate: ${reason}`, { reason, ...facts });
}
