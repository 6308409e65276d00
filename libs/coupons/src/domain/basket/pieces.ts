import type { CompatibilityProfile, ItemSelection, Target, UnitLimit } from '@loyalty/contracts';
import { priceOfUnits } from './units';
import type { WorkingBasket } from './working-basket';
import { leftOf, type Segment, type WorkingLine } from './working-line';
import { matcherOf } from './selection';

/** Neighbouring units of a line that a promotion may work on, all equal to it. */
export interface Piece {
  /** Which line of the working basket. */
  readonly line: number;
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly left: number;
  /** As `left`: a piece is a part that an amount can be spread over. */
  readonly weight: number;
  readonly initial: number;
  /** What may be taken off: what is left above the floor. */
  readonly room: number;
  readonly floor: number;
  readonly used: boolean;
}

type LimitOrder = CompatibilityProfile['limitOrder'];

export const unitsIn = (piece: Piece) => piece.to - piece.from;

/** The units that a target means, line by line; without those that are used where only `unused` ones are wanted. */
export function piecesOf({ over, items, methods, units }: Target, basket: WorkingBasket, limitOrder: LimitOrder, unused = false): Piece[] {
  const pieces: Piece[] = [];
  const matches = items === undefined ? undefined : matcherOf(items);
  for (let at = 0; at < basket.lines.length; at += 1) {
    const line = basket.lines[at]!;
    if (isMeant(line)) for (const segment of line.segments) if (!unused || !segment.used) pieces.push(pieceOf(line, at, segment));
  }
  return units === undefined ? pieces : limited(pieces, units, limitOrder);

  function isMeant({ goods, shipping }: WorkingLine): boolean {
    if (shipping !== undefined) return over !== 'items' && (methods === undefined || methods.includes(shipping.method));
    return over !== 'shipping' && goods!.unitPriceMinor >= 0 && (matches === undefined || matches(goods!, basket.currency));
  }
}

/** The goods that are meant and that no other offer of buying and getting has used. */
export function unusedPieces(items: ItemSelection, basket: WorkingBasket): Piece[] {
  return piecesOf({ over: 'items', items }, basket, 'cheapest', true);
}

function pieceOf({ floor }: WorkingLine, line: number, { id, from, to, initial, left, used }: Segment): Piece {
  return { line, id, from, to, left, weight: left, initial, room: Math.max(left - floor * (to - from), 0), floor, used };
}

/** The first `units` of a piece; taken from its dear end, the last. */
export function partOf(piece: Piece, units: number, take: LimitOrder): Piece {
  const count = unitsIn(piece);
  if (units >= count) return piece;
  const [from, to] = take === 'dearest' ? [piece.to - units, piece.to] : [piece.from, piece.from + units];
  const left = leftOf(piece, from, to);
  const initial = priceOfUnits(piece.initial, count, from - piece.from, to - piece.from);
  return { ...piece, from, to, left, weight: left, initial, room: Math.max(left - piece.floor * units, 0) };
}

/** Pieces in the order in which a limited offer takes them; equal prices by id. */
export function inOrder(pieces: readonly Piece[], take: LimitOrder): Piece[] {
  if (take === 'mostUnits') return byUnitsOfLine(pieces);
  const sign = take === 'cheapest' ? 1 : -1;
  return pieces.toSorted((a, b) => sign * (a.left / unitsIn(a) - b.left / unitsIn(b)) || (a.id < b.id ? -1 : 1));
}

/** Lines with the most units first; equal ones by id. */
function byUnitsOfLine(pieces: readonly Piece[]): Piece[] {
  const lines = Map.groupBy(pieces, ({ line }) => line);
  return [...lines.values()].sort((a, b) => countUnits(b) - countUnits(a) || (a[0]!.id < b[0]!.id ? -1 : 1)).flat();
}

/** The first so many units of pieces that stand in order. */
export function firstUnits(ordered: readonly Piece[], units: number, take: LimitOrder): Piece[] {
  const chosen: Piece[] = [];
  let missing = units;
  for (const piece of ordered) {
    if (missing <= 0) break;
    const part = partOf(piece, missing, take);
    chosen.push(part);
    missing -= unitsIn(part);
  }
  return chosen;
}

function limited(all: Piece[], { most = Infinity, mostPerLine, multipleOf = 1, take }: UnitLimit, limitOrder: LimitOrder): Piece[] {
  const order = take ?? limitOrder;
  let pieces = all;
  if (mostPerLine !== undefined) {
    const lines = Map.groupBy(all, ({ line }) => line);
    pieces = [...lines.values()].flatMap((ofLine) => firstUnits(inOrder(ofLine, order), mostPerLine, order));
  }
  const count = Math.min(most, countUnits(pieces));
  const chosen = firstUnits(inOrder(pieces, order), count - (count % multipleOf), order);
  return chosen.sort((a, b) => a.line - b.line || a.from - b.from);
}

export function countUnits(pieces: readonly Piece[]): number {
  let count = 0;
  for (const piece of pieces) count += unitsIn(piece);
  return count;
}
