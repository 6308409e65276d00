import { ISSUING_DAYS_MAX, type IssuingRule, type IssuingWhen } from '@loyalty/contracts';
import { assertCurrency, assertId, invalid } from '@loyalty/kernel';
import { checkFields, optional, type Fault, type Fields } from '../arguments/field';
import { texts } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { whole } from '../arguments/plain';

type FieldsOf = { readonly [Kind in IssuingWhen['kind']]: Fields<Extract<IssuingWhen, { kind: Kind }>> };

const days = whole('Days', 'ימים', 1, ISSUING_DAYS_MAX);

/** What each kind of occasion takes. */
const WHEN: FieldsOf = {
  afterOrder: {},
  nthOrder: { nth: whole('Which', 'איזו', 1, 1_000_000) },
  spendReached: { amounts: amounts('Amount', 'סכום'), days: optional(days) },
  boughtCategory: { categories: texts('Categories', 'קטגוריות') },
  noOrderSince: { days },
};

/** Refuses a rule that cannot work. @throws validation `issuing_rule_invalid` with the field; `currency_invalid`, `id_invalid` */
export function assertRule({ ruleId, when, audience = {}, minimumAmount, value }: IssuingRule): void {
  assertId(ruleId, 'ruleId');
  const fault: Fault = (path, reason) => {
    throw invalid('issuing_rule_invalid', `${path}: ${reason}`, { field: path, reason });
  };
  if (Object.hasOwn(WHEN, when.kind)) checkFields(WHEN[when.kind], when, '/when', fault, ['kind']);
  else fault('/when/kind', `one of ${Object.keys(WHEN).join(', ')} is expected`);
  const { ordersFrom = 0, ordersTo = Infinity } = audience;
  if (ordersFrom > ordersTo) fault('/audience/ordersTo', 'fewer orders than at least');
  if (minimumAmount !== undefined) assertCurrency(minimumAmount.currency, '/minimumAmount/currency');
  if (value !== undefined) assertCurrency(value.currency, '/value/currency');
}
