import type { Instant } from '@loyalty/kernel';
import type { Postings } from './books';
import type { RuleContribution } from './earning';

/** Points of one lot that a debit took, with what it takes to put them back where they came from. */
export interface LotSlice {
  readonly lotId: string;
  readonly points: number;
  readonly earnedAt: Instant;
  /** Left out: these points do not expire. */
  readonly expiresAt?: Instant;
  readonly sliding?: true;
}

/** Points that came in together and lapse together. */
export interface Lot {
  readonly lotId: string;
  readonly points: number;
  readonly earnedAt: Instant;
  /** When they can be spent; left out while they wait for the event in `awaits`. */
  readonly availableAt?: Instant;
  readonly awaits?: string;
  readonly expiresAt?: Instant;
  /** The expiry moves on with every activity of the member. */
  readonly sliding?: true;
}

/** Where points come from or what they went for. */
export interface Reference {
  readonly kind: 'order' | 'activity' | 'cart' | 'manual' | 'partner' | 'campaign' | 'transfer' | 'refund';
  readonly id: string;
}

/** Points and times that count against a cap or a frequency, with the local periods they fall into. */
export interface EarningUsage {
  /** `<programId>` or `<programId>/<ruleId>`. */
  readonly key: string;
  readonly day: string;
  readonly month: string;
  /** Of the rule's frequency; empty where it has none. */
  readonly period: string;
  readonly points: number;
}

/** What the member has in the wallet; debt is what the member owes, as a number below zero. */
export interface MemberBalances {
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
}

interface Of {
  readonly wallet: string;
  readonly memberId: string;
  readonly postings: Postings;
  /** The member's side of the books after this event; whoever replays can hold the books against it. */
  readonly balances: MemberBalances;
  /** When the clock alone will change the account next, seen from this event; left out: never. */
  readonly nextDueAt?: Instant;
  /** When the next spendable points lapse; left out: never. */
  readonly nextExpiryAt?: Instant;
}

interface AccountEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: Of & Data;
}

export type FreezeScope = 'spending' | 'earning' | 'both';

export type PointsEarned = AccountEventOf<'points.earned.v1', {
  readonly points: number;
  readonly lot: Lot;
  readonly source: Reference;
  readonly walletVersion: number;
  /** The programme and version whose rules gave the points; left out when a service gave them outright. */
  readonly program?: { readonly programId: string; readonly version: number };
  readonly rules?: readonly RuleContribution[];
  /** What this counts for the caps and frequencies of the programme and of its rules. */
  readonly usage?: readonly EarningUsage[];
}>;
export type PointsActivated = AccountEventOf<'points.activated.v1', { readonly points: number; readonly lots: readonly { readonly lotId: string; readonly points: number }[] }>;
export type PointsExpired = AccountEventOf<'points.expired.v1', { readonly points: number; readonly lots: readonly { readonly lotId: string; readonly points: number }[] }>;
export type PointsHeld = AccountEventOf<'points.held.v1', { readonly holdId: string; readonly points: number; readonly slices: readonly LotSlice[]; readonly expiresAt: Instant; readonly reference: Reference;
  /** Local day in the wallet's zone, for its maximum per day. */
  readonly day: string;
}>;
export type PointsCaptured = AccountEventOf<'points.captured.v1', {
  readonly holdId: string;
  readonly redemptionId: string;
  readonly points: number;
  readonly slices: readonly LotSlice[];
  /** What was held and not taken: it went back to its lots, or lapsed with them. */
  readonly released: readonly LotSlice[];
  readonly expired: readonly LotSlice[];
  readonly reference: Reference;
}>;
export type PointsReleased = AccountEventOf<'points.released.v1', {
  readonly holdId: string;
  readonly points: number;
  readonly released: readonly LotSlice[];
  /** Slices whose lot had expired while they were held. */
  readonly expired: readonly LotSlice[];
  readonly reason: 'released' | 'hold_expired';
}>;
export type PointsRedeemed = AccountEventOf<'points.redeemed.v1', {
  readonly redemptionId: string;
  readonly points: number;
  readonly slices: readonly LotSlice[];
  readonly reference: Reference;
  readonly day: string;
  /** What the points paid, where they were spent as money. */
  readonly payment?: { readonly amountMinor: number; readonly currency: string };
}>;
export type PointsAdjusted = AccountEventOf<'points.adjusted.v1', {
  /** Above zero a credit, below zero a debit. */
  readonly points: number;
  readonly lot?: Lot;
  readonly slices: readonly LotSlice[];
  readonly reasonCode: string;
  readonly text: string;
  readonly ticket?: string;
}>;
export type PointsClawedBack = AccountEventOf<'points.clawed.back.v1', {
  /** The lot that the award opened. */
  readonly awardId: string;
  readonly points: number;
  readonly slices: readonly LotSlice[];
  /** What the member now owes, and what was let go because the wallet allows no debt. */
  readonly debt: number;
  readonly forgone: number;
  /** The order was cancelled: it counts no more among the member's orders. */
  readonly orderCancelled?: true;
  readonly reference: Reference;
}>;
export type PointsReinstated = AccountEventOf<'points.reinstated.v1', {
  readonly redemptionId: string;
  readonly points: number;
  readonly slices: readonly LotSlice[];
  readonly expired: readonly LotSlice[];
  readonly reference: Reference;
}>;
export type PointsTransferredOut = AccountEventOf<'points.transferred.out.v1', { readonly transferId: string; readonly to: string; readonly points: number; readonly slices: readonly LotSlice[] }>;
export type PointsTransferredIn = AccountEventOf<'points.transferred.in.v1', {
  readonly transferId: string;
  readonly from: string;
  readonly points: number;
  /** The lots opened here; each names the lot it came out of. */
  readonly lots: readonly (Lot & { readonly fromLotId: string })[];
}>;
export type PointsDebtPaid = AccountEventOf<'points.debt.paid.v1', { readonly points: number; readonly slices: readonly LotSlice[] }>;
export type PointsFrozen = AccountEventOf<'points.frozen.v1', { readonly scope: FreezeScope; readonly reasonCode: string }>;
export type PointsUnfrozen = AccountEventOf<'points.unfrozen.v1', { readonly scope: FreezeScope; readonly reasonCode: string }>;
export type LotExpiryMoved = AccountEventOf<'points.lot.expiry.moved.v1', {
  /** These lots, or all whose expiry slides with activity. */
  readonly lots: readonly string[] | 'sliding';
  readonly expiresAt?: Instant;
  readonly reasonCode: string;
}>;
export type ExpiryWarned = AccountEventOf<'points.expiry.warned.v1', { readonly points: number; readonly expiresAt: Instant; readonly daysBefore: number }>;

/** Everything that can happen on a stream `pointsAccount-<wallet>.<memberId>`. */
export type PointsAccountEvent =
  | PointsEarned | PointsActivated | PointsExpired | PointsHeld | PointsCaptured | PointsReleased | PointsRedeemed
  | PointsAdjusted | PointsClawedBack | PointsReinstated | PointsTransferredOut | PointsTransferredIn | PointsDebtPaid
  | PointsFrozen | PointsUnfrozen | LotExpiryMoved | ExpiryWarned;
