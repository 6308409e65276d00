import type { FirstAndNext } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { target } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { whole } from '../arguments/plain';
import { countUnits } from '../basket/pieces';
import { NOTHING_LEFT, refused, type EffectKind } from './effect-kind';
import { baseOf, meant, offTogether } from './taking';

export const firstAndNext: EffectKind<FirstAndNext> = {
  kind: 'firstAndNext',
  text: { en: 'Amount off the first unit and off each further one', he: 'סכום על היחידה הראשונה ועל כל יחידה נוספת' },
  phase: 'line',
  fields: {
    first: amounts('First unit', 'יחידה ראשונה', 0),
    next: amounts('Each further unit', 'כל יחידה נוספת', 0),
    mostUnits: optional(whole('Units at most', 'מספר יחידות מרבי', 1)),
    target,
  },
  give({ first, next, mostUnits = Infinity, target: on }, view) {
    const { currency } = view.basket;
    if (first[currency] === undefined || next[currency] === undefined) return refused('other_currency', { currency });
    const pieces = meant(on, view);
    const units = Math.min(countUnits(pieces), mostUnits);
    if (units === 0) return NOTHING_LEFT;
    return offTogether(pieces, first[currency] + (units - 1) * next[currency], baseOf(view), view);
  },
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};
