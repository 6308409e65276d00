import type { Wallet } from '@loyalty/contracts';
import type { PointsDraft } from './draft';
import type { Instant } from '@loyalty/kernel';
import { expiryOf } from '../earning/expiry';
import type { AccountId } from './commands';
import { evolve } from './evolve';
import { isBehind } from './lots';
import type { AccountState } from './state';

/**
 * Earning and spending are activity: in a wallet whose expiry slides, they move the expiry of every open lot on, those
 * that are left after the activity. Rounded to the end of a day, so at most one move a day is written.
 */
export function slideExpiry(
  { wallet, memberId, at, policy }: AccountId & { readonly at: Instant; readonly policy: Wallet },
  before: AccountState,
  activity: PointsDraft,
): PointsDraft[] {
  if (policy.expiry.kind !== 'sliding') return [];
  const expiresAt = expiryOf(policy.expiry, at, policy.zone)!;
  const { lots, pending, holds } = evolve(before, activity);
  const behind = [lots, pending, ...holds.map(({ slices }) => slices)].some((slices) => slices.some((slice) => slice.sliding && isBehind(slice, expiresAt)));
  if (!behind) return [];
  return [{ type: 'points.lot.expiry.moved.v1', effectiveAt: at, data: { wallet, memberId, lots: 'sliding', expiresAt, reasonCode: 'activity', postings: {} } }];
}
