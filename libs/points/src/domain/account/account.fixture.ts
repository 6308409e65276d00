import type { LotSlice, PointsAccountEvent, Reference, Wallet } from '@loyalty/contracts';
import { instant, plusMs, type Instant } from '@loyalty/kernel';
import type { Adjust, Capture, ClawBack, Earn, Freeze, Hold, MoveExpiry, Redeem, Reinstate, TransferIn, TransferOut } from './commands';
import type { AccountState } from './state';

export const NOON = instant('2026-03-10T12:00:00.000Z');
const DAY_MS = 86_400_000;

/** Noon UTC, so many days after 10 March 2026. */
export function day(days: number): Instant {
  return plusMs(NOON, days * DAY_MS);
}

export const ID = { wallet: 'points', memberId: 'm1' };
export const ORDER: Reference = { kind: 'order', id: 'shop/o1' };

/** Points that never lapse, may be spent without limit, in UTC; debt is refused. */
export function aWallet(changes: Partial<Wallet> = {}): Wallet {
  return {
    wallet: 'points', version: 1, name: { en: 'Points' }, scale: 0, zone: 'UTC', spendable: true, debt: 'refused',
    expiry: { kind: 'none' }, spending: {}, holds: { defaultSeconds: 900, maximumSeconds: 3_600, openMaximum: 3 },
    reinstatementGraceDays: 0, warningDays: [],
    ...changes,
  };
}

type More<Command> = Partial<Command>;

/** The commands of one member on a wallet, each with what it needs at least. */
export function member(policy: Wallet = aWallet()) {
  return {
    earn: (points: number, at: Instant, more: More<Earn> = {}): Earn => ({ kind: 'earn', ...ID, policy, at, points, earnedAt: at, source: ORDER, ...more }),
    hold: (points: number, at: Instant, more: More<Hold> = {}): Hold => ({ kind: 'hold', ...ID, policy, at, points, reference: ORDER, ...more }),
    redeem: (points: number, at: Instant, more: More<Redeem> = {}): Redeem => ({ kind: 'redeem', ...ID, policy, at, points, reference: ORDER, ...more }),
    capture: (holdId: string, at: Instant, more: More<Capture> = {}): Capture => ({ kind: 'capture', ...ID, policy, at, holdId, ...more }),
    release: (holdId: string, at: Instant) => ({ kind: 'release' as const, ...ID, at, holdId }),
    adjust: (points: number, at: Instant, more: More<Adjust> = {}): Adjust => ({ kind: 'adjust', ...ID, policy, at, points, reasonCode: 'goodwill', text: 'sorry', ...more }),
    clawBack: (awardId: string, points: number, at: Instant, more: More<ClawBack> = {}): ClawBack => ({ kind: 'clawBack', ...ID, policy, at, awardId, points, occurredAt: at, reference: { kind: 'refund', id: 'shop/o1/r1' }, ...more }),
    reinstate: (redemptionId: string, points: number, taken: readonly LotSlice[], at: Instant, more: More<Reinstate> = {}): Reinstate => ({
      kind: 'reinstate', ...ID, policy, at, redemptionId, points, taken, givenBack: 0, reference: { kind: 'refund', id: 'shop/o1/r1' }, ...more,
    }),
    transferOut: (points: number, at: Instant, more: More<TransferOut> = {}): TransferOut => ({ kind: 'transferOut', ...ID, policy, at, points, transferId: 'T1', to: 'm2', ...more }),
    transferIn: (slices: readonly LotSlice[], at: Instant): TransferIn => ({ kind: 'transferIn', ...ID, policy, at, slices, transferId: 'T1', from: 'm2' }),
    freeze: (scope: Freeze['scope'], at: Instant): Freeze => ({ kind: 'freeze', ...ID, at, scope, reasonCode: 'review' }),
    unfreeze: (scope: Freeze['scope'], at: Instant): Freeze => ({ kind: 'unfreeze', ...ID, at, scope, reasonCode: 'cleared' }),
    moveExpiry: (lots: readonly string[], expiresAt: Instant | undefined, at: Instant): MoveExpiry => ({ kind: 'moveExpiry', ...ID, at, lots, reasonCode: 'campaign', ...(expiresAt ? { expiresAt } : {}) }),
    awaken: (lotIds: readonly string[], at: Instant) => ({ kind: 'awaken' as const, ...ID, at, lotIds }),
    settle: (at: Instant) => ({ kind: 'settle' as const, ...ID, at, policy }),
  };
}

/** Lots or slices as `L1:60`, in their order. */
export function brief(slices: readonly { readonly lotId: string; readonly points: number }[]): string[] {
  return slices.map(({ lotId, points }) => `${lotId}:${points}`);
}

/** What happened, in short: `redeemed 150`. */
export function told(events: readonly PointsAccountEvent[]): string[] {
  return events.map(({ type, data }) => `${type.slice(7, -3)}${'points' in data ? ` ${data.points}` : ''}`);
}

/** Pending, available, held, owed. */
export function balances({ books: { pending, available, held, debt } }: AccountState): number[] {
  return [pending, available, held, debt];
}

/** The event of this type; there is one. */
export function find<Type extends PointsAccountEvent['type']>(events: readonly PointsAccountEvent[], type: Type) {
  return events.find((event): event is Extract<PointsAccountEvent, { type: Type }> => event.type === type)!;
}
