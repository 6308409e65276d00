import type { AmountBasis, MaximumAmount, MinimumAmount } from '@loyalty/contracts';
import { checkFields, optional, schemaOf, type Field } from '../arguments/field';
import { items } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { oneOf } from '../arguments/plain';
import { matcherOf } from '../basket/selection';
import { taxed } from '../tax/tax';
import { because, type ConditionKind, type ConditionView } from './condition-kind';

const basisFields = {
  of: oneOf('Measured', 'נמדד', ['initial', 'remaining']),
  items: optional(items),
  shipping: optional(oneOf('Shipping', 'משלוח', ['with', 'without'])),
  tax: optional(oneOf('Tax', 'מס', ['asPriced', 'without'])),
};
const basis: Field = {
  text: { en: 'Of', he: 'של' },
  schema: schemaOf(basisFields),
  check: (value, path, fault) => checkFields(basisFields, value, path, fault),
};

/** What a basis comes to, in minor units; what is given in return counts against goods that are not chosen. */
function amountOf({ of, items: which, shipping, tax }: AmountBasis, { basket: { lines, credit, currency }, profile }: ConditionView): number {
  const matches = which === undefined ? undefined : matcherOf(which);
  let amount = which === undefined ? credit : 0;
  for (const line of lines) {
    const counts = line.goods === undefined ? shipping === 'with' : matches === undefined || matches(line.goods, currency);
    if (!counts) continue;
    const counted = of === 'initial' ? line.initial : line.left;
    amount += tax === 'without' ? taxed(counted, 0, (line.goods ?? line.shipping)!.taxes, profile).netMinor : counted;
  }
  return amount;
}

export const minimumAmount: ConditionKind<MinimumAmount> = {
  kind: 'minimumAmount',
  text: { en: 'At least this amount', he: 'סכום מינימלי' },
  fields: { amounts: amounts('Amount', 'סכום'), basis },
  fails(condition, view) {
    const { basket } = view;
    const needed = condition.amounts[basket.currency];
    if (needed === undefined) return because('other_currency', { currency: basket.currency });
    const amount = amountOf(condition.basis, view);
    return amount >= needed ? undefined : because('amount_too_low', { needed, missing: needed - amount, currency: basket.currency });
  },
};

export const maximumAmount: ConditionKind<MaximumAmount> = {
  kind: 'maximumAmount',
  text: { en: 'At most this amount', he: 'סכום מרבי' },
  fields: { amounts: amounts('Amount', 'סכום', 0), basis },
  fails(condition, view) {
    const { basket } = view;
    const most = condition.amounts[basket.currency];
    if (most === undefined) return because('other_currency', { currency: basket.currency });
    return amountOf(condition.basis, view) <= most ? undefined : because('amount_too_high', { most, currency: basket.currency });
  },
};
