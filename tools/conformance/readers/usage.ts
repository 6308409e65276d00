import { useMore } from '@loyalty/coupons';
import { isDomainError } from '@loyalty/kernel';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { ask, situationOf } from '../mapping/situation';

/** What of a budget is used after some more is registered; and how often one check-out counts. */
export function usage(read: ReadCase): Check[] {
  const { budget, checkoutSplitInto } = words(read.case['usage']);
  const expected = words(read.case['expect']);
  if (checkoutSplitInto !== undefined) return [valueCheck('uses', expected['uses'], usesOfOneCheckout(read, Number(checkoutSplitInto)))];
  const { type, limit, used } = words(budget);
  let standing = Number(used);
  const refusals: string[] = [];
  // However many amounts a check-out has, it is one use.
  for (const more of type === 'usage' ? [1] : (read.case['register'] as number[])) {
    try {
      standing = useMore(Number(limit), standing, more);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      refusals.push(error.code);
    }
  }
  const checks = [valueCheck('used', expected['used'], standing)];
  // Where others pass over what does not fit without a word, we refuse it by name.
  if (read.case.k !== 'X') return checks;
  return [...checks, valueCheck('passed over in silence', [], refusals), { ...valueCheck('ours: refused by name', ['limit_exhausted'], refusals), required: true }];
}

/** However many orders a check-out is shipped as, it is evaluated once, and each of its promotions is applied once. */
function usesOfOneCheckout(read: ReadCase, orders: number): number {
  const cart = Array.from({ length: orders }, (_, i) => [`order${i + 1}`, 1, 100]);
  const { usage: _usage, expect: _expect, ...rest } = read.case;
  return ask(situationOf({ ...read, case: { ...rest, id: read.case.id, k: read.case.k, cart, rules: [{ pct: 10 }] } })).applied.length;
}
