import type { Wallet } from '@loyalty/contracts';
import type { PointsDraft } from './draft';
import { addDays, type Instant } from '@loyalty/kernel';
import type { Settle } from './commands';
import type { AccountState, OpenLot } from './state';

/** Warns once for each coming expiry and each of the wallet's warning days, of all that would lapse at that instant. */
export function warn({ wallet, memberId, at }: Settle, { warningDays, zone }: Wallet, state: AccountState): readonly PointsDraft[] {
  const earliest = warningDays[0];
  if (earliest === undefined) return [];
  const known = new Map(state.warned.map(({ expiresAt, daysBefore }) => [expiresAt, daysBefore]));
  const warnings: PointsDraft[] = [];
  for (const [expiresAt, points] of comingExpiries(state.lots, (expiry) => addDays(expiry, -earliest, zone) <= at)) {
    const daysBefore = warningDays.filter((days) => addDays(expiresAt, -days, zone) <= at).at(-1)!;
    if ((known.get(expiresAt) ?? Infinity) <= daysBefore) continue;
    warnings.push({ type: 'points.expiry.warned.v1', effectiveAt: at, data: { wallet, memberId, points, expiresAt, daysBefore, postings: {} } });
  }
  return warnings;
}

/** The points that lapse at each of the next expiries, up to the first that is too far ahead. */
function comingExpiries(lots: readonly OpenLot[], isNear: (expiry: Instant) => boolean): Map<Instant, number> {
  const expiries = new Map<Instant, number>();
  for (const { expiresAt, points } of lots) {
    if (expiresAt === undefined || !(expiries.has(expiresAt) || isNear(expiresAt))) break;
    expiries.set(expiresAt, (expiries.get(expiresAt) ?? 0) + points);
  }
  return expiries;
}
