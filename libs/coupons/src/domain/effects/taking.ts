import { leftOfGoods } from '../basket/working-basket';
import { countUnits, piecesOf, type Piece } from '../basket/pieces';
import { spread } from '../spread/spread';
import type { Target } from '@loyalty/contracts';
import { NOTHING_LEFT, type EffectView, type Given, type Take } from './effect-kind';

/** The pieces that a target means in a view. */
export function meant(target: Target, { basket, profile, consumes }: EffectView): Piece[] {
  return piecesOf(target, basket, profile.limitOrder, consumes);
}

/** What may be taken off these pieces at most: their room, and of goods no more than what is left of the order. */
export function roomOf(pieces: readonly Piece[], { basket }: EffectView): number {
  let room = 0;
  let ofGoods = 0;
  for (const piece of pieces) {
    room += piece.room;
    if (basket.lines[piece.line]!.goods !== undefined) ofGoods += piece.room;
  }
  return basket.credit === 0 ? room : room - ofGoods + Math.min(ofGoods, leftOfGoods(basket));
}

/** Amounts for pieces as what an effect gives. */
export function off(pieces: readonly Piece[], amounts: readonly number[], { effect, consumes }: EffectView): Given {
  const takes: Take[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    const { line, from, to } = pieces[i]!;
    if (amounts[i]! > 0) takes.push({ line, effect, from, to, amount: amounts[i]!, uses: consumes });
  }
  return takes.length === 0 ? NOTHING_LEFT : { takes };
}

/** One amount over pieces, in proportion to what is left of them or to their weights, as far as there is room. */
export function offTogether(pieces: readonly Piece[], total: number, weightOf: (piece: Piece) => number, view: EffectView): Given {
  const most = Math.min(total, roomOf(pieces, view));
  if (pieces.length === 1) return off(pieces, [most], view);
  // A piece weighs what is left of it.
  const parts = weightOf === leftOf ? pieces : pieces.map((piece) => ({ id: piece.id, weight: weightOf(piece), room: piece.room }));
  return off(pieces, spread(most, parts, view.profile.remainder), view);
}

/** Amounts worked out for each piece by itself, cut down together where the order has less left. */
export function offEach(pieces: readonly Piece[], wanted: readonly number[], view: EffectView): Given {
  const amounts = wanted.map((amount, i) => Math.min(amount, pieces[i]!.room));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const most = roomOf(pieces, view);
  if (total <= most) return off(pieces, amounts, view);
  return offTogether(pieces, most, (piece) => amounts[pieces.indexOf(piece)]!, view);
}

/** The price that a percentage is taken of, or that an amount is shared out by. */
export function baseOf(view: EffectView): (piece: Piece) => number {
  return view.base === 'initial' ? ({ initial }) => initial : leftOf;
}

function leftOf({ left }: Piece): number {
  return left;
}

export function sumOf(pieces: readonly Piece[], of: (piece: Piece) => number): number {
  let sum = 0;
  for (const piece of pieces) sum += of(piece);
  return sum;
}

/** What steps are measured by: units or the amount that is meant. */
export function measure(by: 'quantity' | 'amount', pieces: readonly Piece[], view: EffectView): number {
  return by === 'quantity' ? countUnits(pieces) : sumOf(pieces, baseOf(view));
}
