import type { Instant } from '@loyalty/kernel';
import type { LocalizedText } from '../localized-text';

/** When points of a wallet lapse. Worked out once, when they are earned; a later policy leaves them alone. */
export type ExpiryPolicy =
  | { readonly kind: 'none' }
  /** So many months after earning, and then up to the end of the month, quarter or year if so stated. */
  | { readonly kind: 'rolling'; readonly months: number; readonly roundUpTo?: 'month' | 'quarter' | 'year' }
  /** At the next of these days of the year (`MM-DD`, from the start of the day in the wallet's zone). */
  | { readonly kind: 'fixed'; readonly days: readonly string[] }
  /** So many months after the member last earned or spent, at the end of that day. */
  | { readonly kind: 'sliding'; readonly months: number };

/** How many points pay for how much: `points` pay `amountMinor` of the currency. */
export interface SpendingRate {
  readonly currency: string;
  readonly points: number;
  readonly amountMinor: number;
}

export interface SpendingPolicy {
  readonly minimumPoints?: number;
  /** Spent points are a multiple of this. */
  readonly stepPoints?: number;
  readonly maximumPointsPerOrder?: number;
  /** Share of the order's amount that points may pay, in parts per million. */
  readonly maximumShareOfOrderPpm?: number;
  readonly maximumPointsPerDay?: number;
  readonly rates?: readonly SpendingRate[];
}

/** A kind of point, as it is defined in one version. */
export interface WalletPolicy {
  readonly name: LocalizedText;
  /** Decimals that people see: with 2, 150 points of the smallest unit read as 1.50. */
  readonly scale: number;
  /** IANA zone in which days, months and years of this wallet begin. */
  readonly zone: string;
  /** False: the points only qualify (for tiers) and cannot be spent. */
  readonly spendable: boolean;
  /** What a claw-back does when the points are gone: the member owes them, or it stops at zero. */
  readonly debt: 'allowed' | 'refused';
  readonly expiry: ExpiryPolicy;
  readonly spending: SpendingPolicy;
  readonly holds: { readonly defaultSeconds: number; readonly maximumSeconds: number; readonly openMaximum: number };
  /** Days that reinstated points still have when their lot has expired meanwhile; 0: they expire at once. */
  readonly reinstatementGraceDays: number;
  /** Days before an expiry on which the member is to be warned, in falling order. */
  readonly warningDays: readonly number[];
}

export interface Wallet extends WalletPolicy {
  readonly wallet: string;
  readonly version: number;
}

export interface WalletDefined {
  readonly type: 'points.wallet.defined.v1';
  readonly effectiveAt: Instant;
  readonly data: Wallet;
}
