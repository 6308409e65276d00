import type { MinimumQuantity } from '@loyalty/contracts';
import { items } from '../arguments/goods-fields';
import { whole } from '../arguments/plain';
import { matcherOf } from '../basket/selection';
import { because, type ConditionKind } from './condition-kind';

export const minimumQuantity: ConditionKind<MinimumQuantity> = {
  kind: 'minimumQuantity',
  text: { en: 'At least so many units', he: 'כמות מינימלית' },
  fields: { items, quantity: whole('Units', 'יחידות', 1) },
  fails({ items: which, quantity: needed }, { basket }) {
    const matches = matcherOf(which);
    let units = 0;
    for (const { goods } of basket.lines) if (goods !== undefined && goods.unitPriceMinor >= 0 && matches(goods, basket.currency)) units += goods.quantity;
    return units >= needed ? undefined : because('quantity_too_low', { needed, missing: needed - units });
  },
};
