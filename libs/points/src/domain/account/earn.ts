import type { Lot } from '@loyalty/contracts';
import type { PointsDraft } from './draft';
import { addAmounts, assertAmount, laterOf, rejected, type Instant } from '@loyalty/kernel';
import { expiryOf } from '../earning/expiry';
import type { Earn } from './commands';
import { slideExpiry } from './sliding';
import { nextId, OPEN_LOTS_MAX, type AccountState } from './state';

/** Opens a lot. Throws `account_frozen`, `too_many_open_lots`, `amount_overflow`, `expiry_in_the_past`. */
export function earn(command: Earn, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, points, source, earnedAt, policy, program, rules, usage } = command;
  assertAmount(points, 'points', { min: 1 });
  if (state.frozen.earning) throw rejected('account_frozen', 'This account takes no points', { wallet, memberId, side: 'earning' });
  assertRoom(state);
  assertTotal(state.books.issued, points);
  const lot = newLot(command, nextId('L', state));
  const bucket = isPending(command) ? 'pending' : 'available';
  const earned: PointsDraft = {
    type: 'points.earned.v1',
    effectiveAt: earnedAt,
    data: {
      wallet, memberId, points, lot, source, walletVersion: policy.version,
      ...(program ? { program } : {}),
      ...(rules ? { rules } : {}),
      ...(usage ? { usage } : {}),
      postings: { issued: -points, [bucket]: points },
    },
  };
  return [earned, ...slideExpiry(command, state, earned)];
}

/** Throws `too_many_open_lots` when an account may open no more. */
export function assertRoom({ lots, pending, holds }: AccountState, more = 1): void {
  const open = lots.length + pending.length + holds.reduce((sum, { slices }) => sum + slices.length, 0);
  if (open + more > OPEN_LOTS_MAX) throw rejected('too_many_open_lots', `An account has at most ${OPEN_LOTS_MAX} open lots`, { open, limit: OPEN_LOTS_MAX });
}

/** Throws `amount_overflow` when an account's books would pass what adds up exactly. */
export function assertTotal(book: number, credit: number): void {
  addAmounts(book, -credit);
}

/** What comes too late to wait is not pending. */
function isPending({ availableAt, awaits, at }: Earn): boolean {
  return availableAt === undefined ? awaits !== undefined : availableAt > at;
}

function newLot(command: Earn, lotId: string): Lot {
  const { points, earnedAt, availableAt, awaits } = command;
  const waits = { ...(availableAt === undefined ? {} : { availableAt }), ...(awaits === undefined ? {} : { awaits }) };
  return { lotId, points, earnedAt, ...(isPending(command) ? waits : { availableAt: laterOf(availableAt ?? earnedAt, earnedAt) }), ...lapsing(command, earnedAt) };
}

/**
 * When a new lot lapses: as the command says, or by the wallet's policy. Points of an old order may have lapsed by the
 * policy before anyone recorded them: they come in and lapse. An expiry that somebody chose is another matter: throws
 * `expiry_in_the_past`.
 */
export function lapsing({ at, expiresAt: chosen, policy }: Pick<Earn, 'at' | 'expiresAt' | 'policy'>, earnedAt: Instant): Pick<Lot, 'expiresAt' | 'sliding'> {
  if (chosen !== undefined && chosen <= at) throw rejected('expiry_in_the_past', 'The expiry is in the past', { expiresAt: chosen, at });
  const expiresAt = chosen ?? expiryOf(policy.expiry, earnedAt, policy.zone);
  if (expiresAt === undefined) return {};
  return { expiresAt, ...(policy.expiry.kind === 'sliding' && chosen === undefined ? { sliding: true } : {}) };
}
