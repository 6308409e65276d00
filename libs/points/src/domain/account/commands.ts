import type { EarningUsage, FreezeScope, LotSlice, Reference, RuleContribution, Wallet } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';

/** Which account: one member in one wallet. */
export interface AccountId {
  readonly wallet: string;
  readonly memberId: string;
}

interface Asked extends AccountId {
  /** The time of the command; what the clock brought about until then is settled first. */
  readonly at: Instant;
}

interface Decided extends Asked {
  /** The wallet's definition under which it is decided. */
  readonly policy: Wallet;
}

/** Points come in as a lot of their own. */
export interface Earn extends Decided {
  readonly kind: 'earn';
  readonly points: number;
  readonly source: Reference;
  /** Business time; never later than `at`. */
  readonly earnedAt: Instant;
  /** When they can be spent; left out: at once, or when `awaits` happens. */
  readonly availableAt?: Instant;
  readonly awaits?: string;
  /** Given by the caller instead of the wallet's policy. */
  readonly expiresAt?: Instant;
  readonly program?: { readonly programId: string; readonly version: number };
  readonly rules?: readonly RuleContribution[];
  readonly usage?: readonly EarningUsage[];
}

/** What an order comes to, where points are spent on one. */
export interface OrderAmount {
  readonly amountMinor: number;
  readonly currency: string;
}

interface Spend extends Decided {
  readonly points: number;
  readonly reference: Reference;
  readonly order?: OrderAmount;
}

export interface Hold extends Spend {
  readonly kind: 'hold';
  readonly seconds?: number;
  /** The end is rounded up to whole so many seconds of UTC; left out: not at all. */
  readonly endStepSeconds?: number;
}

export interface Redeem extends Spend {
  readonly kind: 'redeem';
  /** Pay with the points, at the wallet's rate for this currency. */
  readonly payIn?: string;
}

export interface Capture extends Decided {
  readonly kind: 'capture';
  readonly holdId: string;
  /** Left out: all that is held. */
  readonly points?: number;
  readonly reference?: Reference;
}

export interface Release extends Asked {
  readonly kind: 'release';
  readonly holdId: string;
}

export interface Adjust extends Decided {
  readonly kind: 'adjust';
  /** Above zero a credit, below zero a debit. */
  readonly points: number;
  readonly reasonCode: string;
  readonly text: string;
  readonly ticket?: string;
  readonly expiresAt?: Instant;
}

export interface ClawBack extends Decided {
  readonly kind: 'clawBack';
  readonly awardId: string;
  readonly points: number;
  readonly occurredAt: Instant;
  readonly orderCancelled?: true;
  readonly reference: Reference;
}

export interface Reinstate extends Decided {
  readonly kind: 'reinstate';
  readonly redemptionId: string;
  readonly points: number;
  /** The slices that the redemption took, and how many points of them were given back before. */
  readonly taken: readonly LotSlice[];
  readonly givenBack: number;
  readonly reference: Reference;
}

export interface TransferOut extends Decided {
  readonly kind: 'transferOut';
  readonly points: number;
  readonly transferId: string;
  readonly to: string;
}

export interface TransferIn extends Decided {
  readonly kind: 'transferIn';
  readonly transferId: string;
  readonly from: string;
  readonly slices: readonly LotSlice[];
}

export interface Freeze extends Asked {
  readonly kind: 'freeze' | 'unfreeze';
  readonly scope: FreezeScope;
  readonly reasonCode: string;
}

export interface MoveExpiry extends Asked {
  readonly kind: 'moveExpiry';
  readonly lots: readonly string[];
  /** Left out: they never expire. */
  readonly expiresAt?: Instant;
  readonly reasonCode: string;
}

/** What lots waited for has happened: they become available. */
export interface Awaken extends Asked {
  readonly kind: 'awaken';
  readonly lotIds: readonly string[];
}

/** Writes down what the clock has brought about, and warns of what is about to lapse. */
export interface Settle extends Asked {
  readonly kind: 'settle';
  readonly policy?: Wallet;
}

export type AccountCommand =
  | Earn | Hold | Redeem | Capture | Release | Adjust | ClawBack | Reinstate | TransferOut | TransferIn | Freeze | MoveExpiry | Awaken | Settle;
