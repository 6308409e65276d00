import { allocate } from '@loyalty/kernel';
import type { Piece } from '../basket/pieces';
import { spread } from '../spread/spread';
import type { EffectView, Given } from './effect-kind';
import { baseOf, off, offTogether, roomOf, sumOf } from './taking';

/**
 * An amount shared out by taxes first, in proportion; among goods of the same taxes it is put on those that the fewest
 * later, narrower promotions aim at, so that these find as much as there can be. Where all are aimed at alike, it is shared
 * out as usual.
 */
export function leavingRoom(pieces: readonly Piece[], amount: number, view: EffectView): Given {
  const aims = new Map(pieces.map((piece) => [piece, view.laterAims(piece.line)]));
  if (new Set(aims.values()).size === 1) return offTogether(pieces, amount, baseOf(view), view);
  const taxClasses = [...Map.groupBy(pieces, ({ line }) => JSON.stringify(view.basket.lines[line]!.goods?.taxes ?? []))];
  const most = Math.min(amount, roomOf(pieces, view));
  const totals = allocate(most, taxClasses.map(([id, ofClass]) => ({ id, weight: sumOf(ofClass, ({ left }) => left) })));
  const given = new Map<Piece, number>();
  taxClasses.forEach(([, ofClass], i) => fill([...Map.groupBy(ofClass, (piece) => aims.get(piece)!)], totals[i]!, view, given));
  return off(pieces, pieces.map((piece) => given.get(piece) ?? 0), view);
}

/** Fills those with the fewest aims first. */
function fill(byAims: [number, Piece[]][], total: number, view: EffectView, given: Map<Piece, number>): void {
  let rest = total;
  for (const [, equal] of byAims.sort(([a], [b]) => a - b)) {
    const now = Math.min(rest, sumOf(equal, ({ room }) => room));
    spread(now, equal.map(({ id, left, room }) => ({ id, weight: left, room })), view.profile.remainder).forEach((amount, i) => given.set(equal[i]!, amount));
    rest -= now;
  }
}
