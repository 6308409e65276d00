import { REMAINDERS, type Part, type Remainder } from './remainders';

/**
 * Divides a total in proportion to weights, to the unit, never giving a part more than its room: what a part refuses goes
 * to those that still have room, in proportion again. All of it is placed, or, where there is less room, all rooms are
 * full. Parts without weight get nothing unless none has any.
 */
export function spread(total: number, parts: readonly Part[], remainder: Remainder): number[] {
  if (parts.length === 1) return [Math.min(total, parts[0]!.room)];
  if (total <= 0 || parts.length === 0) return new Array<number>(parts.length).fill(0);
  const shares = divide(total, parts, remainder);
  return shares.every((share, i) => share <= parts[i]!.room) ? shares : withinRooms(total, parts, remainder);
}

function withinRooms(total: number, parts: readonly Part[], remainder: Remainder): number[] {
  const given: number[] = new Array<number>(parts.length).fill(0);
  let open = parts.map((_, i) => i).filter((i) => parts[i]!.room > 0);
  let rest = total;
  while (rest > 0 && open.length > 0) {
    const shares = divide(rest, open.map((i) => ({ ...parts[i]!, room: parts[i]!.room - given[i]! })), remainder);
    const full = open.filter((i, at) => shares[at]! >= parts[i]!.room - given[i]!);
    const over = open.some((i, at) => shares[at]! > parts[i]!.room - given[i]!);
    // When somebody's share is too large, only those are settled whose room it fills; the others are reckoned again.
    for (const i of over ? full : open) {
      const taken = Math.min(shares[open.indexOf(i)]!, parts[i]!.room - given[i]!);
      given[i]! += taken;
      rest -= taken;
    }
    open = over ? open.filter((i) => !full.includes(i)) : [];
  }
  return given;
}

function divide(total: number, parts: readonly Part[], remainder: Remainder): number[] {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  return weights > 0 ? REMAINDERS[remainder](total, parts, weights) : REMAINDERS[remainder](total, parts.map((part) => ({ ...part, weight: 1 })), parts.length);
}

/** Fills the parts from the first on. */
export function fillInOrder(total: number, parts: readonly Part[]): number[] {
  let rest = total;
  return parts.map(({ room }) => {
    const taken = Math.min(rest, room);
    rest -= taken;
    return taken;
  });
}
