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
  const parts: number[] = [];
  for (const { weight } of shares) {
    const { quotient, remainder } = mulDivMod(total * sign, weight, weightSum);
    left -= quotient;
    remainders.push(remainder);
    parts.push(quotient);
  }
  if (left > 0) {
    const byClaim = (x: number, y: number) =>
      remainders[y]! - remainders[x]! || shares[y]!.weight - shares[x]!.weight || (shares[x]!.id < shares[y]!.id ? -1 : 1);
    for (const index of strongest(left, shares.length, byClaim)) parts[index]! += 1;
  }
  return sign === 1 ? parts : parts.map((part) => 0 - part);
}

/** Up to so many shares, those with the strongest claims are looked for one by one; sorting all of them costs more. */
const SEARCHED_MAX = 32;

/** The first `count` of all indexes in an order in which no two are equal. */
function strongest(count: number, of: number, inOrder: (x: number, y: number) => number): number[] {
  const indexes: number[] = [];
  for (let i = 0; i < of; i += 1) indexes.push(i);
  if (of > SEARCHED_MAX) return indexes.sort(inOrder).slice(0, count);
  const found: number[] = [];
  while (found.length < count) {
    let first = 0;
    for (let i = 1; i < indexes.length; i += 1) if (inOrder(indexes[i]!, indexes[first]!) < 0) first = i;
    found.push(indexes[first]!);
    // The last one takes the place that has become free.
    const last = indexes.pop()!;
    if (first < indexes.length) indexes[first] = last;
  }
  return found;
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

/** Ids that ascend, as most do, are all different; only others need a set. */
function hasRepeatedId(shares: readonly Share[]): boolean {
  for (let i = 1; i < shares.length; i += 1) if (shares[i - 1]!.id >= shares[i]!.id) return new Set(shares.map(({ id }) => id)).size !== shares.length;
  return false;
}

function refuse(reason: string, facts?: Record<string, unknown>) {
  return invalid('allocation_invalid', `Cannot allocate: ${reason}`, { reason, ...facts });
}
