import { campaignFaults, returnLines } from '@loyalty/coupons';
import { isDomainError } from '@loyalty/kernel';
import { amountsOf } from '../amounts';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { codeCheck } from '../expectations/errors';
import { campaignOf } from '../mapping/campaigns';
import { ask, situationOf } from '../mapping/situation';
import { profileOf } from '../profiles';

/** A rule that is to be refused when it is published. */
export function configuration({ group, case: one }: ReadCase): Check[] {
  const rule = words(one['rule'] ?? (one['rules'] as unknown[])[0]);
  const { campaign } = campaignOf(rule, 0, amountsOf('major', [], undefined), profileOf(group));
  const faults = campaignFaults(campaign, { groups: [], attributes: new Set() });
  return [codeCheck('err', words(one['expect'])['err'], faults.length > 0 ? ['campaign_invalid'] : [])];
}

/** `total = amount − discount`, and what was applied is at most what was asked: on a basket with several promotions. */
export function identity(read: ReadCase): Check[] {
  const { totals, applied } = ask(example(read, 3));
  const sum = applied.reduce((all, { discountMinor }) => all + discountMinor, 0);
  return [
    valueCheck('total', totals.itemsMinor - totals.discountMinor, totals.payableMinor),
    valueCheck('applied', totals.discountMinor, sum),
    valueCheck('at most what there was', true, totals.discountMinor <= totals.itemsMinor),
  ];
}

/** What several promotions gave together is taken back together, once. */
export function rollback(read: ReadCase): Check[] {
  const { children } = words(read.case['rollback']);
  const { allOrNothing, twice } = words(read.case['expect']);
  const { lines, applied, totals } = ask(example(read, Number(children)));
  const everything = lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const back = returnLines(lines, {}, everything).flatMap(({ discounts }) => discounts);
  const whole = applied.length === children && back.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === totals.discountMinor;
  let again = 'accepted';
  try {
    returnLines(lines, Object.fromEntries(everything.map(({ lineId, quantity }) => [lineId, quantity])), everything);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    again = error.code;
  }
  return [valueCheck('allOrNothing', allOrNothing, whole), codeCheck('twice', words(twice)['err'], [again])];
}

function example(read: ReadCase, rules: number) {
  const { id, k } = read.case;
  return situationOf({ ...read, unit: 'major', case: { id, k, cart: [['a', 3, 10], ['b', 2, 7.35]], rules: Array.from({ length: rules }, (_, i) => ({ pct: 10 + i })) } });
}
