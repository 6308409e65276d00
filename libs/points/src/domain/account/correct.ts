import type { Lot, LotSlice } from '@loyalty/contracts';
import type { PointsDraft } from './draft';
import { addDays, assertAmount, laterOf, rejected, SAFE_AMOUNT_MAX, type Instant } from '@loyalty/kernel';
import type { Adjust, ClawBack, MoveExpiry, Reinstate } from './commands';
import { assertRoom, assertTotal, lapsing } from './earn';
import { isExpired, sliceOf, stretch, sumPoints, takeInOrder } from './lots';
import { nextId, type AccountState } from './state';

/**
 * A correction by a person: a credit opens a lot, a debit takes from the lots in order. Throws `nothing_to_adjust`,
 * `insufficient_points`, `expiry_in_the_past`, `too_many_open_lots`.
 */
export function adjust(command: Adjust, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, at, points, reasonCode, text, ticket } = command;
  assertAmount(points, 'points', { min: -SAFE_AMOUNT_MAX });
  if (points === 0) throw rejected('nothing_to_adjust', 'An adjustment moves at least one point', {});
  const common = { wallet, memberId, points, reasonCode, text, ...(ticket === undefined ? {} : { ticket }) };
  if (points > 0) {
    assertRoom(state);
    assertTotal(state.books.adjusted, points);
    const lot: Lot = { lotId: nextId('L', state), points, earnedAt: at, availableAt: at, ...lapsing(command, at) };
    return [{ type: 'points.adjusted.v1', effectiveAt: at, data: { ...common, lot, slices: [], postings: { adjusted: -points, available: points } } }];
  }
  const { available } = state.books;
  if (-points > available) throw rejected('insufficient_points', `${-points} points are to be taken, ${available} are available`, { points: -points, available, missing: -points - available });
  return [{ type: 'points.adjusted.v1', effectiveAt: at, data: { ...common, slices: takeInOrder(state.lots, -points), postings: { available: points, adjusted: -points } } }];
}

/**
 * Takes an award back: first from its own lot, pending or not, then from the other lots, then as debt where the wallet
 * allows it; else what is not there is let go. How much may be taken is counted by the caller (reversal.ts).
 */
export function clawBack(command: ClawBack, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, awardId, points, policy, reference, orderCancelled } = command;
  assertAmount(points, 'points', { min: 1 });
  const pending = ownSlices(state.pending, awardId, points);
  const own = ownSlices(state.lots, awardId, points - sumPoints(pending));
  const missing = points - sumPoints(pending) - sumPoints(own);
  const others = takeInOrder(state.lots.filter(({ lotId }) => lotId !== awardId), missing);
  const taken = [...pending, ...own, ...others];
  const short = points - sumPoints(taken);
  const debt = policy.debt === 'allowed' ? short : 0;
  const fromPending = sumPoints(pending);
  const fromAvailable = sumPoints(own) + sumPoints(others);
  return [{
    type: 'points.clawed.back.v1',
    effectiveAt: afterAll(command.occurredAt, state, taken),
    data: {
      wallet, memberId, awardId, points: points - short + debt, slices: taken, debt, forgone: short - debt, reference,
      ...(orderCancelled ? { orderCancelled } : {}),
      postings: {
        ...(fromPending > 0 ? { pending: -fromPending } : {}),
        ...(fromAvailable > 0 ? { available: -fromAvailable } : {}),
        ...(debt > 0 ? { debt: -debt } : {}),
        issued: points - short + debt,
      },
    },
  }];
}

/**
 * Gives spent points back to the lots they came from, the first taken first. Where a lot has expired meanwhile, its
 * points come back as a lot of their own with the wallet's days of grace; without any they lapse at once. Throws
 * `above_original`, `too_many_open_lots`.
 */
export function reinstate(command: Reinstate, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, at, redemptionId, points, taken, givenBack, policy, reference } = command;
  assertAmount(points, 'points', { min: 1 });
  const grace = policy.reinstatementGraceDays;
  const original = sumPoints(taken);
  if (givenBack + points > original) throw rejected('above_original', `Of ${original} points ${givenBack} were given back already`, { redemptionId, points, original, givenBack });
  const open = openSlices(state);
  const back = stretch(taken, givenBack, givenBack + points).map((slice) => sliceOf(open.get(slice.lotId) ?? slice, slice.points));
  const lapsed = back.filter((slice) => isExpired(slice, at));
  const graced = grace === 0 ? [] : lapsed.map((slice, i): LotSlice => ({ ...slice, lotId: `${nextId('L', state)}.${i + 1}`, expiresAt: addDays(at, grace, policy.zone) }));
  const slices = [...back.filter((slice) => !isExpired(slice, at)), ...graced];
  const expired = grace === 0 ? lapsed : [];
  assertRoom(state, slices.filter(({ lotId }) => !open.has(lotId)).length);
  return [{
    type: 'points.reinstated.v1',
    effectiveAt: at,
    data: { wallet, memberId, redemptionId, points, slices, expired, reference, postings: { redeemed: -points, available: sumPoints(slices), expired: sumPoints(expired) } },
  }];
}

/** Moves the expiry of lots by hand. Throws `lot_not_open`, `expiry_in_the_past`. */
export function moveExpiry({ wallet, memberId, at, lots, expiresAt, reasonCode }: MoveExpiry, state: AccountState): readonly PointsDraft[] {
  const open = new Set([...state.lots, ...state.pending].map(({ lotId }) => lotId));
  const missing = lots.filter((lotId) => !open.has(lotId));
  if (missing.length > 0) throw rejected('lot_not_open', 'Some of these lots are not open', { lots: missing });
  if (expiresAt !== undefined && expiresAt <= at) throw rejected('expiry_in_the_past', 'The new expiry is in the past', { expiresAt, at });
  return [{ type: 'points.lot.expiry.moved.v1', effectiveAt: at, data: { wallet, memberId, lots, ...(expiresAt === undefined ? {} : { expiresAt }), reasonCode, postings: {} } }];
}

/** What is left of each lot, held or not, with the expiry that it has now. */
function openSlices({ lots, holds }: AccountState): Map<string, LotSlice> {
  return new Map([...holds.flatMap(({ slices }) => slices), ...lots].map((slice) => [slice.lotId, slice]));
}

function ownSlices(lots: AccountState['lots'], lotId: string, wanted: number): LotSlice[] {
  const lot = lots.find((one) => one.lotId === lotId);
  return lot === undefined || wanted === 0 ? [] : [sliceOf(lot, Math.min(lot.points, wanted))];
}

/** Points cannot be taken before they were there: a late refund counts from when its points had come in. */
function afterAll(occurredAt: Instant, { lots, pending }: AccountState, slices: readonly LotSlice[]): Instant {
  const taken = new Set(slices.map(({ lotId }) => lotId));
  const available = lots.filter(({ lotId }) => taken.has(lotId)).map(({ availableAt, earnedAt }) => availableAt ?? earnedAt);
  const waiting = pending.filter(({ lotId }) => taken.has(lotId)).map(({ earnedAt }) => earnedAt);
  return [...available, ...waiting].reduce(laterOf, occurredAt);
}
