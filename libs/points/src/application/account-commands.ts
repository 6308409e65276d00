import type { AccountAnswer, FreezeScope, Reference } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { earlierOf } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import type { AccountId, OrderAmount } from '../domain/account/commands';
import { reversalStream } from '../domain/reversal/reversal';
import { onAccount } from './account-command';
import { originalAward, originalRedemption, whenDecided } from './original';

type Answered = Promise<Result<AccountAnswer>>;

export interface EarnRequest extends AccountId {
  readonly points: number;
  readonly source: Reference;
  readonly occurredAt?: Instant;
  readonly availableAt?: Instant;
  readonly expiresAt?: Instant;
}

/** Gives points outright, without a programme. */
export function earnPoints(ledger: Ledger, command: Command, { occurredAt, ...request }: EarnRequest): Answered {
  return onAccount(ledger, command, request, ({ at, policy }) => ({ kind: 'earn', ...request, at, policy, earnedAt: earlierOf(occurredAt ?? at, at) }));
}

export interface SpendRequest extends AccountId {
  readonly points: number;
  readonly reference: Reference;
  readonly order?: OrderAmount;
}

/** Spends points at once. */
export function redeemPoints(ledger: Ledger, command: Command, request: SpendRequest & { readonly payIn?: string }): Answered {
  return onAccount(ledger, command, request, (given) => ({ kind: 'redeem', ...request, ...given }));
}

export function captureHold(ledger: Ledger, command: Command, request: AccountId & { readonly holdId: string; readonly points?: number; readonly reference?: Reference }): Answered {
  return onAccount(ledger, command, request, (given) => ({ kind: 'capture', ...request, ...given }));
}

export function releaseHold(ledger: Ledger, command: Command, request: AccountId & { readonly holdId: string }): Answered {
  return onAccount(ledger, command, request, ({ at }) => ({ kind: 'release', ...request, at }));
}

export interface AdjustRequest extends AccountId {
  readonly points: number;
  readonly reasonCode: string;
  readonly text: string;
  readonly ticket?: string;
  readonly expiresAt?: Instant;
}

/** A correction by a person, with the reason on record. */
export function adjustPoints(ledger: Ledger, command: Command, request: AdjustRequest): Answered {
  return onAccount(ledger, command, request, (given) => ({ kind: 'adjust', ...request, ...given }));
}

export interface ClawBackRequest extends AccountId {
  readonly awardId: string;
  /** Left out: all that is left of the award. */
  readonly points?: number;
  readonly occurredAt?: Instant;
  readonly reference: Reference;
}

/** Takes an award back, whole or in part; all parts together never more than it gave. Throws `award_unknown`, `above_original`. */
export async function clawBackAward(ledger: Ledger, command: Command, request: ClawBackRequest): Answered {
  const award = await whenDecided(originalAward(ledger, request, request.awardId));
  const counter = reversalStream(request, request.awardId);
  return onAccount(ledger, command, request, ({ at, policy }, tx) => {
    const originalPoints = award();
    const points = request.points ?? originalPoints - tx.state(counter).totalPoints;
    tx.execute(counter, { originalId: request.awardId, originalPoints, points, at });
    return { kind: 'clawBack', ...request, points, at, policy, occurredAt: earlierOf(request.occurredAt ?? at, at) };
  }, [counter]);
}

export interface ReinstateRequest extends AccountId {
  readonly redemptionId: string;
  readonly points?: number;
  readonly reference: Reference;
}

/** Gives a redemption back, whole or in part, into the lots it came from. Throws `redemption_unknown`, `above_original`. */
export async function reinstateRedemption(ledger: Ledger, command: Command, request: ReinstateRequest): Answered {
  const redemption = await whenDecided(originalRedemption(ledger, request, request.redemptionId));
  const counter = reversalStream(request, request.redemptionId);
  return onAccount(ledger, command, request, ({ at, policy }, tx) => {
    const original = redemption();
    const givenBack = tx.state(counter).totalPoints;
    const points = request.points ?? original.points - givenBack;
    tx.execute(counter, { originalId: request.redemptionId, originalPoints: original.points, points, at });
    return { kind: 'reinstate', ...request, points, taken: original.slices, givenBack, at, policy };
  }, [counter]);
}

export function freezeAccount(ledger: Ledger, command: Command, request: AccountId & { readonly kind: 'freeze' | 'unfreeze'; readonly scope: FreezeScope; readonly reasonCode: string }): Answered {
  return onAccount(ledger, command, request, ({ at }) => ({ ...request, at }));
}

export function moveLotExpiry(ledger: Ledger, command: Command, request: AccountId & { readonly lots: readonly string[]; readonly expiresAt?: Instant; readonly reasonCode: string }): Answered {
  return onAccount(ledger, command, request, ({ at }) => ({ kind: 'moveExpiry', ...request, at }));
}
