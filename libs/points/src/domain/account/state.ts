import type { BookAccount, EarningUsage, FreezeScope, LotSlice, Reference } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';

/** Points of one lot that nobody has taken or holds. */
export interface OpenLot extends LotSlice {
  /** When it becomes available, or when the newest of its points became so; left out while it waits for `awaits`. */
  readonly availableAt?: Instant;
  readonly awaits?: string;
}

export interface OpenHold {
  readonly holdId: string;
  readonly points: number;
  readonly slices: readonly LotSlice[];
  readonly expiresAt: Instant;
  readonly reference: Reference;
  readonly day: string;
}

/** What caps and frequencies need to know of the past: counts by period, only the current periods are kept. */
export interface Usage extends Omit<EarningUsage, 'key' | 'points'> {
  readonly dayPoints: number;
  readonly monthPoints: number;
  readonly allPoints: number;
  readonly periodTimes: number;
}

/** One member's account in one wallet. Closed lots and resolved holds leave no trace here, however long the history. */
export interface AccountState {
  /** How many events there were; the ids of lots, holds and redemptions come from it. */
  readonly events: number;
  /** Spendable lots in the order in which they are taken: earliest expiry, then earliest earned, then lot id. */
  readonly lots: readonly OpenLot[];
  /** Lots that are not available yet, in the order in which the clock reaches them. */
  readonly pending: readonly OpenLot[];
  readonly holds: readonly OpenHold[];
  readonly books: Readonly<Record<BookAccount, number>>;
  readonly frozen: { readonly spending: boolean; readonly earning: boolean };
  /** Orders that earned here. */
  readonly orders: number;
  /** Points earned by each programme and rule that has a cap or a frequency. */
  readonly usage: Readonly<Record<string, Usage>>;
  /** Points spent (held or redeemed) on the last day on which any were. */
  readonly spent: { readonly day: string; readonly points: number };
  /** The coming expiries that the member was warned of, and how many days before at the latest. */
  readonly warned: readonly { readonly expiresAt: Instant; readonly daysBefore: number }[];
}

export const NO_ACCOUNT: AccountState = {
  events: 0,
  lots: [],
  pending: [],
  holds: [],
  books: { issued: 0, pending: 0, available: 0, held: 0, redeemed: 0, expired: 0, adjusted: 0, debt: 0 },
  frozen: { spending: false, earning: false },
  orders: 0,
  usage: {},
  spent: { day: '', points: 0 },
  warned: [],
};

export const OPEN_LOTS_MAX = 10_000;

/** Whether a freeze stops this side of the account. */
export function frozenBy(scope: FreezeScope, side: 'spending' | 'earning'): boolean {
  return scope === side || scope === 'both';
}

/** The id that the next event of this account gives to what it opens. */
export function nextId(prefix: 'L' | 'H' | 'R', state: AccountState, offset = 0): string {
  return `${prefix}${state.events + 1 + offset}`;
}
