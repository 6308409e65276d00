import type { BuyGet } from '@loyalty/contracts';
import { countUnits, firstUnits, inOrder, unitsIn, type Piece } from '../basket/pieces';

/** Which units are bought and which are got: as many as possible are got. Neither list has a unit of the other, unless they may overlap. */
export function chooseUnits(effect: BuyGet, buys: readonly Piece[], gets: readonly Piece[]): { bought: Piece[]; got: Piece[] } {
  const gettable = new Set(gets.map(({ id }) => id));
  const buyable = new Set(buys.map(({ id }) => id));
  const counts = { buy: countUnits(buys), get: countUnits(gets), both: countUnits(buys.filter(({ id }) => gettable.has(id))) };
  const units = mostUnits(effect, counts);
  if (units === 0) return { bought: [], got: [] };
  const needed = Math.ceil(units / effect.get.quantity) * effect.buy.quantity;
  const fromBoth = effect.overlap ? Infinity : counts.both - Math.max(needed - (counts.buy - counts.both), 0);
  const got = takeWithin(inOrder(gets, effect.take), units, effect, (id) => buyable.has(id), fromBoth);
  const opposite = effect.take === 'cheapest' ? 'dearest' : 'cheapest';
  const free = effect.overlap ? buys : without(buys, got);
  const onlyBought = inOrder(free.filter(({ id }) => !gettable.has(id)), opposite);
  const others = inOrder(free.filter(({ id }) => gettable.has(id)), opposite);
  return { bought: firstUnits([...onlyBought, ...others], needed, opposite), got };
}

interface Counts {
  readonly buy: number;
  readonly get: number;
  /** Units that can be bought and got. */
  readonly both: number;
}

/** The most units that can be got. Whether a number can is monotone, so the largest is found by halving. */
function mostUnits({ buy, get, overlap, incomplete, mostApplications = Infinity, mostUnits: most = Infinity }: BuyGet, counts: Counts): number {
  const can = (units: number) => {
    const needed = Math.ceil(units / get.quantity) * buy.quantity;
    if (needed > counts.buy || units > counts.get) return false;
    return overlap || Math.max(needed - (counts.buy - counts.both), 0) + Math.max(units - (counts.get - counts.both), 0) <= counts.both;
  };
  const step = incomplete ? 1 : get.quantity;
  let low = 0;
  let high = Math.floor(Math.min(counts.get, mostApplications * get.quantity) / step);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (can(middle * step)) low = middle;
    else high = middle - 1;
  }
  return Math.min(low * step, most);
}

/** The first so many units in order, at most `fromBoth` of them from pieces that are bought from as well. */
function takeWithin(ordered: readonly Piece[], units: number, { take }: BuyGet, isBoth: (id: string) => boolean, fromBoth: number): Piece[] {
  const chosen: Piece[] = [];
  let missing = units;
  let quota = fromBoth;
  for (const piece of ordered) {
    const both = isBoth(piece.id);
    const [part] = firstUnits([piece], Math.min(missing, both ? quota : missing), take);
    if (part === undefined) continue;
    chosen.push(part);
    missing -= unitsIn(part);
    if (both) quota -= unitsIn(part);
  }
  return chosen;
}

/** Pieces without the units that are taken; those lie at one end of their piece. */
function without(pieces: readonly Piece[], takenPieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) => {
    const part = takenPieces.find(({ line, from, to }) => line === piece.line && from >= piece.from && to <= piece.to);
    if (part === undefined) return [piece];
    const rest = unitsIn(piece) - unitsIn(part);
    return rest === 0 ? [] : firstUnits([piece], rest, part.from === piece.from ? 'dearest' : 'cheapest');
  });
}
