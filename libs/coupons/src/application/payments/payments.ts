import type { PointsAsker, PointsDesk, RedemptionContent } from '@loyalty/contracts';
import { canonicalJson, sha256Hex, type Clock } from '@loyalty/kernel';
import type { Command } from '@loyalty/ledger';
import type { Desk } from '../redemptions/asked';

/** Points as a payment, and what time it is. */
export interface Payments {
  readonly points: PointsDesk;
  readonly clock: Clock;
}

/** Where redemptions are made, and paid for with points if there are any. */
export interface PayingDesk extends Desk {
  readonly payments?: Payments;
}

/** The command that points hear for one of ours: the same for the same ask, so that asking again changes nothing. */
export function derivedFrom({ id, actor }: Pick<Command, 'id' | 'actor'>, ask: object): PointsAsker {
  return { id: `checkout:${sha256Hex(`${id}\n${canonicalJson(ask)}`).slice(0, 40)}`, actor };
}

/** The hold of points that belongs to a redemption. */
export interface PointsHeld {
  readonly wallet: string;
  readonly memberId: string;
  readonly holdId: string;
}

/** Undefined where nothing was to be paid with points. */
export function pointsHeldFor({ payment, request }: Pick<RedemptionContent, 'payment' | 'request'>): PointsHeld | undefined {
  if (payment === undefined) return undefined;
  const { wallet, pointsHoldId } = payment;
  return { wallet, memberId: request.member!.memberId, holdId: pointsHoldId.slice(wallet.length + 1) };
}
