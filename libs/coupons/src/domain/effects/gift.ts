import type { Gift } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { someGoods } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { name, whole } from '../arguments/plain';
import { countUnits, piecesOf } from '../basket/pieces';
import { refused, type EffectKind } from './effect-kind';

export const gift: EffectKind<Gift> = {
  kind: 'gift',
  text: { en: 'Gift', he: 'מתנה' },
  phase: 'order',
  fields: {
    sku: name('Article', 'פריט'),
    quantity: whole('Quantity', 'כמות', 1, 1_000),
    per: optional(someGoods('For every', 'לכל')),
    value: optional(amounts('Value of one', 'שווי יחידה', 0)),
  },
  give({ sku, quantity, per, value }, { basket, stock, profile }) {
    const bought = per === undefined ? 1 : countUnits(piecesOf({ over: 'items', items: per.items }, basket, profile.limitOrder));
    const given = quantity * Math.floor(bought / (per?.quantity ?? 1));
    if (given === 0) return refused('quantity_too_low', { needed: per!.quantity, missing: per!.quantity - bought });
    if (stock !== undefined && (Object.hasOwn(stock, sku) ? stock[sku]! : 0) < given) return refused('out_of_stock', { sku });
    const unitValueMinor = value?.[basket.currency];
    return { gift: { sku, quantity: given, ...(unitValueMinor === undefined ? {} : { unitValueMinor }) } };
  },
  needs: ({ per }) => per?.items,
};
