import type { LotSlice } from '@loyalty/contracts';
import type { PointsDraft } from './draft';
import { assertAmount, rejected } from '@loyalty/kernel';
import type { TransferIn, TransferOut } from './commands';
import { assertRoom, assertTotal } from './earn';
import { sumPoints, takeInOrder } from './lots';
import { nextId, type AccountState } from './state';

/** Gives points to another member. Throws `account_frozen`, `insufficient_points`, `same_member`. */
export function transferOut({ wallet, memberId, at, points, transferId, to }: TransferOut, state: AccountState): readonly PointsDraft[] {
  assertAmount(points, 'points', { min: 1 });
  const { available } = state.books;
  if (to === memberId) throw rejected('same_member', 'Points are transferred to another member', { memberId });
  if (state.frozen.spending) throw rejected('account_frozen', 'Nothing can be spent from this account', { wallet, side: 'spending' });
  if (points > available) throw rejected('insufficient_points', `${points} points are asked, ${available} are available`, { points, available, missing: points - available });
  const slices = takeInOrder(state.lots, points);
  return [{ type: 'points.transferred.out.v1', effectiveAt: at, data: { wallet, memberId, transferId, to, points, slices, postings: { available: -points, adjusted: points } } }];
}

/** Takes points from another member: each slice becomes a lot that keeps when it was earned and when it lapses. */
export function transferIn({ wallet, memberId, at, transferId, from, slices }: TransferIn, state: AccountState): readonly PointsDraft[] {
  if (state.frozen.earning) throw rejected('account_frozen', 'This account takes no points', { wallet, memberId, side: 'earning' });
  assertRoom(state, slices.length);
  const points = sumPoints(slices);
  assertTotal(state.books.adjusted, points);
  const opened = nextId('L', state);
  const lots = slices.map(({ lotId, ...slice }: LotSlice, i) => ({ ...slice, lotId: slices.length === 1 ? opened : `${opened}.${i + 1}`, availableAt: at, fromLotId: lotId }));
  return [{ type: 'points.transferred.in.v1', effectiveAt: at, data: { wallet, memberId, transferId, from, points, lots, postings: { adjusted: -points, available: points } } }];
}
