import type { LotSlice } from '@loyalty/contracts';
import { earlierOf, FAR_FUTURE, laterOf, type Instant } from '@loyalty/kernel';
import type { OpenLot } from './state';

/** A debit takes from the lot that expires first, then from the one earned first, then by lot id. Never-expiring lots last. */
export function byExpiry(a: LotSlice, b: LotSlice): number {
  return compare(a.expiresAt ?? FAR_FUTURE, b.expiresAt ?? FAR_FUTURE) || compare(a.earnedAt, b.earnedAt) || byLotId(a.lotId, b.lotId);
}

/** Pending lots stand in the order in which the clock reaches them. */
export function byDue(a: OpenLot, b: OpenLot): number {
  return compare(dueAt(a), dueAt(b)) || byLotId(a.lotId, b.lotId);
}

/** When the clock opens a pending lot, or lets it lapse. */
export function dueAt({ availableAt = FAR_FUTURE, expiresAt = FAR_FUTURE }: OpenLot): Instant {
  return earlierOf(availableAt, expiresAt);
}

/** Lot ids in the order in which they were given: `L2` before `L10`, `L10.1` before `L10.2`. */
function byLotId(a: string, b: string): number {
  const [wholeA = 0, partA = 0] = a.slice(1).split('.').map(Number);
  const [wholeB = 0, partB = 0] = b.slice(1).split('.').map(Number);
  return wholeA - wholeB || partA - partB;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Slices that make up `points`, in the order of `byExpiry`; the lots hold at least that much. */
export function takeInOrder(lots: readonly OpenLot[], points: number): LotSlice[] {
  const slices: LotSlice[] = [];
  let missing = points;
  for (const lot of lots) {
    if (missing === 0) break;
    const taken = Math.min(missing, lot.points);
    slices.push(sliceOf(lot, taken));
    missing -= taken;
  }
  return slices;
}

export function sliceOf({ lotId, earnedAt, expiresAt, sliding }: LotSlice, points: number): LotSlice {
  return { lotId, points, earnedAt, ...(expiresAt === undefined ? {} : { expiresAt }), ...(sliding ? { sliding } : {}) };
}

/** The slices that lie between two counts of points, cut where the counts fall inside one. */
export function stretch(slices: readonly LotSlice[], from: number, to: number): LotSlice[] {
  const cut: LotSlice[] = [];
  let before = 0;
  for (const slice of slices) {
    const points = Math.min(to, before + slice.points) - Math.max(from, before);
    if (points > 0) cut.push(sliceOf(slice, points));
    before += slice.points;
  }
  return cut;
}

/** The lots after some of their points were taken; an empty lot is gone. */
export function without(lots: readonly OpenLot[], slices: readonly { lotId: string; points: number }[]): readonly OpenLot[] {
  if (slices.length === 0) return lots;
  // Debits take from the front, so the lots they touch stand at the front: the rest is copied as it is.
  const taken = new Map(slices.map(({ lotId, points }) => [lotId, points]));
  const left: OpenLot[] = [];
  let i = 0;
  for (; i < lots.length && taken.size > 0; i += 1) {
    const lot = lots[i]!;
    const points = lot.points - (taken.get(lot.lotId) ?? 0);
    taken.delete(lot.lotId);
    if (points > 0) left.push(points === lot.points ? lot : { ...lot, points });
  }
  return left.concat(lots.slice(i));
}

/**
 * The lots with points that became available at an instant: in the lot they came from if it is still open, else as a
 * lot of their own.
 */
export function withSlices(lots: readonly OpenLot[], slices: readonly LotSlice[], at: Instant): readonly OpenLot[] {
  if (slices.length === 0) return lots;
  const result = [...lots];
  for (const slice of slices) {
    // A lot has one expiry, whoever holds its points: so the slice's place is that of its lot.
    const place = placeOf(slice, result, byExpiry);
    const lot = result[place];
    if (lot?.lotId === slice.lotId) result[place] = { ...lot, points: lot.points + slice.points, availableAt: laterOf(at, lot.availableAt ?? at) };
    else result.splice(place, 0, { ...sliceOf(slice, slice.points), availableAt: at });
  }
  return result;
}

/** The lots with one more, in its place. */
export function inserted(lots: readonly OpenLot[], lot: OpenLot, order: (a: OpenLot, b: OpenLot) => number): readonly OpenLot[] {
  return lots.toSpliced(placeOf(lot, lots, order), 0, lot);
}

/** Where the first of the lots stands that does not come before. */
function placeOf<S extends LotSlice>(slice: S, lots: readonly S[], order: (a: S, b: S) => number): number {
  let low = 0;
  let high = lots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(lots[middle]!, slice) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** At its expiry instant a lot is gone: the interval is half-open. */
export function isExpired({ expiresAt }: { readonly expiresAt?: Instant }, at: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= at;
}

/** Whether a slice lapses before an instant; undefined: before never. */
export function isBehind({ expiresAt }: LotSlice, until: Instant | undefined): boolean {
  return expiresAt !== undefined && (until === undefined || expiresAt < until);
}

export function sumPoints(slices: readonly { readonly points: number }[]): number {
  let sum = 0;
  for (const { points } of slices) sum += points;
  return sum;
}
