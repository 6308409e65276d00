import type { FixedPrice } from '@loyalty/contracts';
import { target } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { unitsIn } from '../basket/pieces';
import { sumOverUnits } from '../basket/units';
import { NOTHING_LEFT, refused, type EffectKind } from './effect-kind';
import { meant, offEach } from './taking';

export const fixedPrice: EffectKind<FixedPrice> = {
  kind: 'fixedPrice',
  text: { en: 'Each at a fixed price', he: 'כל יחידה במחיר קבוע' },
  phase: 'line',
  fields: { amounts: amounts('Price', 'מחיר', 0), target },
  give({ amounts: prices, target: on }, view) {
    const price = prices[view.basket.currency];
    if (price === undefined) return refused('other_currency', { currency: view.basket.currency });
    const pieces = meant(on, view);
    if (pieces.length === 0) return NOTHING_LEFT;
    return offEach(pieces, pieces.map((piece) => sumOverUnits(piece.left, unitsIn(piece), (unit) => Math.max(unit - price, 0))), view);
  },
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};
