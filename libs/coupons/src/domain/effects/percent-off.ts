import type { AmountPerCurrency, PercentOff } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { target } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { percent } from '../arguments/plain';
import type { Piece } from '../basket/pieces';
import { unitsIn } from '../basket/pieces';
import { sumOverUnits } from '../basket/units';
import { percentOf } from '../spread/rounding';
import { NOTHING_LEFT, refused, type EffectKind, type EffectView, type Given } from './effect-kind';
import { baseOf, meant, offEach, offTogether, sumOf } from './taking';

export const percentOff: EffectKind<PercentOff> = {
  kind: 'percentOff',
  text: { en: 'Percentage off', he: 'אחוז הנחה' },
  phase: 'order',
  fields: { ppm: percent('Percentage', 'אחוז'), target, cap: optional(amounts('At most', 'לכל היותר')) },
  give: ({ ppm, target: on, cap }, view) => percentOfPieces(meant(on, view), ppm, cap, view),
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};

/** A share of pieces, rounded where the profile says: once for all of them, unless it says otherwise. */
export function percentOfPieces(pieces: readonly Piece[], ppm: number, cap: AmountPerCurrency | undefined, view: EffectView): Given {
  if (pieces.length === 0) return NOTHING_LEFT;
  const most = cap === undefined ? Infinity : cap[view.basket.currency];
  if (most === undefined) return refused('other_currency', { currency: view.basket.currency });
  const { roundedOn, rounding } = view.profile;
  const base = baseOf(view);
  if (roundedOn === 'total') return offTogether(pieces, Math.min(percentOf(sumOf(pieces, base), ppm, rounding), most), base, view);
  const share = (price: number) => percentOf(price, ppm, rounding);
  const wanted = pieces.map((piece) => (roundedOn === 'line' ? share(base(piece)) : sumOverUnits(base(piece), unitsIn(piece), share)));
  const total = wanted.reduce((sum, amount) => sum + amount, 0);
  return total > most ? offTogether(pieces, most, base, view) : offEach(pieces, wanted, view);
}
