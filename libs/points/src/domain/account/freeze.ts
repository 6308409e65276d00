import type { PointsDraft } from './draft';
import type { Awaken, Freeze } from './commands';
import { activated } from './due';
import { frozenBy, type AccountState } from './state';

/** Stops spending, earning or both; nothing happens when it is stopped already. */
export function freeze({ wallet, memberId, at, scope, reasonCode }: Freeze, { frozen }: AccountState): readonly PointsDraft[] {
  const done = (!frozenBy(scope, 'spending') || frozen.spending) && (!frozenBy(scope, 'earning') || frozen.earning);
  return done ? [] : [{ type: 'points.frozen.v1', effectiveAt: at, data: { wallet, memberId, scope, reasonCode, postings: {} } }];
}

export function unfreeze({ wallet, memberId, at, scope, reasonCode }: Freeze, { frozen }: AccountState): readonly PointsDraft[] {
  const stopped = (frozenBy(scope, 'spending') && frozen.spending) || (frozenBy(scope, 'earning') && frozen.earning);
  return stopped ? [{ type: 'points.unfrozen.v1', effectiveAt: at, data: { wallet, memberId, scope, reasonCode, postings: {} } }] : [];
}

/** Makes lots available that waited for something to happen; those that do not wait any more are left alone. */
export function awaken({ wallet, memberId, at, lotIds }: Awaken, { pending }: AccountState): readonly PointsDraft[] {
  const lots = pending.filter(({ lotId, awaits }) => awaits !== undefined && lotIds.includes(lotId));
  return lots.length === 0 ? [] : [activated({ wallet, memberId }, lots, at)];
}
