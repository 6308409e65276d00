import type { AmountOff } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { target } from '../arguments/goods-fields';
import { amounts } from '../arguments/money-fields';
import { oneOf, truth } from '../arguments/plain';
import { countUnits, unitsIn, type Piece } from '../basket/pieces';
import { sumOverUnits } from '../basket/units';
import { fillInOrder, spread } from '../spread/spread';
import { NOTHING_LEFT, refused, type EffectKind, type EffectView, type Given } from './effect-kind';
import { leavingRoom } from './leaving-room';
import { baseOf, meant, off, offEach, offTogether, roomOf, sumOf } from './taking';

export const amountOff: EffectKind<AmountOff> = {
  kind: 'amountOff',
  text: { en: 'Amount off', he: 'סכום הנחה' },
  phase: 'order',
  fields: {
    amounts: amounts('Amount', 'סכום'),
    per: oneOf('For each', 'לכל', ['order', 'line', 'unit', 'group']),
    target,
    spread: optional(oneOf('Shared out', 'חלוקה', ['proportional', 'inOrder'])),
    byQuantity: optional(truth('By units instead of prices', 'לפי יחידות במקום מחירים')),
    ofCoupon: optional(truth('The coupon’s own value', 'ערך הקופון עצמו')),
  },
  give(effect, view) {
    const amount = amountIn(effect, view);
    if (amount === undefined) return refused('other_currency', { currency: view.basket.currency });
    const pieces = meant(effect.target, view);
    if (pieces.length === 0) return NOTHING_LEFT;
    switch (effect.per) {
      case 'group': return offTogether(pieces, amount * Math.floor(countUnits(pieces) / (effect.target.units?.multipleOf ?? 1)), baseOf(view), view);
      case 'order': return offOrder(pieces, amount, effect, view);
      case 'line': return offEach(pieces, offLines(pieces, amount, view), view);
      case 'unit': return offEach(pieces, pieces.map((piece) => offUnits(piece, amount)), view);
    }
  },
  needs: ({ target: { over, items } }) => (over === 'items' ? items : undefined),
};

/** A coupon's own value goes before what its campaign says; neither is converted. */
function amountIn({ amounts: inAll, ofCoupon }: AmountOff, { basket: { currency }, couponValue }: EffectView): number | undefined {
  if (!ofCoupon || couponValue === undefined) return inAll[currency];
  return couponValue.currency === currency ? couponValue.amountMinor : undefined;
}

/** An amount once over all pieces; where the profile says so, not at all when it is larger than what is left of them. */
export function offOrder(pieces: readonly Piece[], amount: number, effect: Pick<AmountOff, 'spread' | 'byQuantity'>, view: EffectView): Given {
  const { overLarge, spread: shared } = view.profile;
  if (overLarge === 'skip' && amount > sumOf(pieces, ({ left }) => left)) return refused('amount_above_base', { amount });
  if (effect.spread === 'inOrder') {
    const placed = inBasketOrder(pieces, view);
    return off(placed, fillInOrder(Math.min(amount, roomOf(pieces, view)), placed.map(({ id, left, room }) => ({ id, weight: left, room }))), view);
  }
  if (effect.byQuantity) return offTogether(pieces, amount, unitsIn, view);
  return shared === 'leavingRoom' ? leavingRoom(pieces, amount, view) : offTogether(pieces, amount, baseOf(view), view);
}

function inBasketOrder(pieces: readonly Piece[], { basket }: EffectView): Piece[] {
  return pieces.toSorted((a, b) => basket.lines[a.line]!.place - basket.lines[b.line]!.place || a.from - b.from);
}

/** The amount once for each line, over the pieces of it that are meant. */
function offLines(pieces: readonly Piece[], amount: number, view: EffectView): number[] {
  const byLine = Map.groupBy(pieces, ({ line }) => line);
  return [...byLine.values()].flatMap((ofLine) => {
    const parts = ofLine.map(({ id, left, room }) => ({ id, weight: left, room }));
    return spread(Math.min(amount, sumOf(ofLine, ({ room }) => room)), parts, view.profile.remainder);
  });
}

/** The amount for each unit, and of a cheaper one all that it may lose. */
function offUnits(piece: Piece, amount: number): number {
  return sumOverUnits(piece.left, unitsIn(piece), (price) => Math.min(amount, Math.max(price - piece.floor, 0)));
}
