import { rejected } from '@loyalty/kernel';
import type { Evaluation, PointsAsk, PointsPaid, SpendPointsDto } from '@loyalty/contracts';
import { evaluateNow, told, type AskedFor, type EvaluatedNow } from '../redemptions/quote';
import { pointsHeldFor, type PayingDesk, type Payments } from './payments';

/** What a member wants to pay with, and who it is. */
export interface WantedPoints extends SpendPointsDto {
  readonly memberId: string;
}

export type QuoteTogether = Evaluation & { readonly payment: PointsPaid; readonly leftToPayMinor: number };

/**
 * What a basket would be given, and how much of the rest these points would pay: cut to what the member has and to the
 * wallet's limits, as if the open hold of the same cart were given back. Throws as `evaluate`, `points_not_available`, and
 * what points refuse.
 */
export async function quoteTogether(desk: PayingDesk, asked: AskedFor, wanted: WantedPoints): Promise<QuoteTogether> {
  const { points, clock } = paymentsOf(desk);
  const evaluated = await evaluateNow(desk, asked, clock.now());
  const payment = await points.quote(pointsAsk(evaluated, wanted));
  return { ...told(evaluated), payment, leftToPayMinor: evaluated.evaluation.totals.payableMinor - payment.amountMinor };
}

/** What is asked of points for a basket: they are a payment, so it is for what is left after promotions. */
export function pointsAsk({ evaluation: { currency, totals }, open }: EvaluatedNow, { wallet, memberId, points }: WantedPoints): PointsAsk {
  const held = open === undefined ? undefined : pointsHeldFor(open);
  const replaces = held?.wallet === wallet && held.memberId === memberId ? { replaces: held.holdId } : {};
  return { wallet, memberId, points, order: { amountMinor: Math.max(totals.payableMinor, 0), currency }, ...replaces };
}

/** @throws state `points_not_available` */
export function paymentsOf({ payments }: PayingDesk): Payments {
  if (payments === undefined) throw rejected('points_not_available', 'Points are no payment here: they are not in this process, and POINTS_URL names no service');
  return payments;
}
