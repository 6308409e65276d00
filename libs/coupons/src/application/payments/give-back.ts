import type { RedemptionAnswer } from '@loyalty/contracts';
import type { Command, Result } from '@loyalty/ledger';
import { redemptionStream } from '../../domain/redemption/redemption';
import type { Held } from '../redemptions/hold-redemption';
import { releaseRedemption } from '../redemptions/settle-redemption';
import { derivedFrom, pointsHeldFor, type PayingDesk, type PointsHeld } from './payments';

type Release = Parameters<typeof releaseRedemption>[2];

/**
 * Gives back what is held, coupons and then points. Throws as `releaseRedemption`, and what points are unavailable with: then
 * the same command asked again does what is left.
 */
export async function releaseTogether(desk: PayingDesk, command: Command, release: Release): Promise<Result<RedemptionAnswer>> {
  const result = await releaseRedemption(desk.ledger, command, release);
  if (desk.payments === undefined) return result;
  const { state } = await desk.ledger.peek(redemptionStream(release.redemptionId));
  const held = state.status === 'released' ? pointsHeldFor(state.content!) : undefined;
  if (held !== undefined) await giveBack(desk, command, held);
  return result;
}

/** Gives back the points of a hold that another one replaced. */
export async function withoutReplaced(desk: PayingDesk, command: Command, held: Held): Promise<Held> {
  const points = held.replaced === undefined ? undefined : pointsHeldFor(held.replaced);
  if (points !== undefined) await giveBack(desk, command, points);
  return held;
}

export async function giveBack({ payments }: PayingDesk, command: Pick<Command, 'id' | 'actor'>, held: PointsHeld): Promise<void> {
  await payments?.points.release(derivedFrom(command, { release: held }), held);
}
