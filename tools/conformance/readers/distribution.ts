import { DEFAULT_PROFILE, spread } from '@loyalty/coupons';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { profileOf } from '../profiles';

/** An amount over weights, each with a floor below which it is not to come. A negative amount is the mirror image. */
export function weights({ group, case: one }: ReadCase): Check[] {
  const { engine: { remainder = DEFAULT_PROFILE.remainder }, pricesAsWeights } = profileOf(group);
  const split = words(one['integerSplit']);
  const amount = Number(one['amount'] ?? split['amount']);
  const shares = (one['weights'] as number[] | undefined) ?? new Array<number>(Number(split['parts'])).fill(1);
  const floors = (one['floors'] as number[] | undefined) ?? (pricesAsWeights && one['weights'] !== undefined ? shares.map(() => 0) : undefined);
  const parts = shares.map((weight, i) => ({ id: String(i).padStart(6, '0'), weight, room: floors === undefined ? Math.abs(amount) : weight - floors[i]! }));
  const given = spread(Math.abs(amount), parts, remainder).map((share) => (amount < 0 ? -share : share));
  return [valueCheck('parts', one['expect'], given)];
}
