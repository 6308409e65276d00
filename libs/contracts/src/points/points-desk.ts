import type { Instant } from '@loyalty/kernel';
import type { Reference } from './account-events';

/** What a member wants to spend, on an order of so much that points pay in its currency. */
export interface PointsAsk {
  readonly wallet: string;
  readonly memberId: string;
  readonly points: number;
  /** What is left to pay, in minor units. */
  readonly order: { readonly amountMinor: number; readonly currency: string };
  /** The hold (`H13`) of the same account that this one takes the place of; what it has set aside counts as free. */
  readonly replaces?: string;
}

/** The same to be set aside. Equal asks of one command are one hold. */
export interface PointsHoldAsk extends PointsAsk {
  readonly reference: Reference;
  readonly seconds: number;
  /** The end is rounded up to whole so many seconds of UTC. */
  readonly endStepSeconds: number;
}

/** Points as a payment. */
export interface PointsPaid {
  readonly wallet: string;
  readonly points: number;
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Points that are set aside, with what they pay. */
export interface PointsSetAside {
  readonly holdId: string;
  readonly until: Instant;
  readonly payment: PointsPaid;
}

/** Who asks: the id decides what is a repeat, and belongs to one ask only. */
export interface PointsAsker {
  readonly id: string;
  readonly actor: string;
}

/**
 * Points as those see them who take payments: in the same process or in another. Everything is refused as points refuse
 * it (`insufficient_points`, `above_order_maximum`, `wallet_unknown`, …); another process that does not answer is
 * unavailable `points_unreachable`, and the same may be asked again.
 */
export interface PointsDesk {
  /** The most that can be paid with points now, at most as many as asked for; sets nothing aside. */
  quote(ask: PointsAsk): Promise<PointsPaid>;
  /** Sets exactly these points aside, or refuses. */
  hold(by: PointsAsker, ask: PointsHoldAsk): Promise<PointsSetAside>;
  /** Gives a hold back. One that is settled or has run out stays so. */
  release(by: PointsAsker, hold: { readonly wallet: string; readonly memberId: string; readonly holdId: string }): Promise<void>;
}
