import type { PointsDraft } from './draft';
import { assertAmount, instantFromMs, instantToMs, localDate, plusMs, rejected, type Instant } from '@loyalty/kernel';
import type { Capture, Hold, Redeem, Release } from './commands';
import { holdEnded } from './due';
import { isExpired, stretch, sumPoints, takeInOrder } from './lots';
import { slideExpiry } from './sliding';
import { assertSpendable, paymentFor } from './spending-limits';
import { nextId, type AccountState, type OpenHold } from './state';

/** Sets points aside for a while. Throws what `assertSpendable` throws, `too_many_open_holds`, `hold_too_long`. */
export function hold(command: Hold, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, at, points, policy, reference } = command;
  assertAmount(points, 'points', { min: 1 });
  assertSpendable(points, state, command);
  const { defaultSeconds, maximumSeconds, openMaximum } = policy.holds;
  const seconds = command.seconds ?? defaultSeconds;
  assertAmount(seconds, 'seconds', { min: 1 });
  if (seconds > maximumSeconds) throw rejected('hold_too_long', `A hold lasts at most ${maximumSeconds} seconds`, { seconds, maximum: maximumSeconds });
  if (state.holds.length >= openMaximum) throw rejected('too_many_open_holds', `At most ${openMaximum} holds are open at once`, { open: state.holds.length, limit: openMaximum });
  return [{
    type: 'points.held.v1',
    effectiveAt: at,
    data: {
      wallet, memberId, holdId: nextId('H', state), points, slices: takeInOrder(state.lots, points), expiresAt: roundedUp(plusMs(at, seconds * 1000), command.endStepSeconds), reference,
      day: localDate(at, policy.zone),
      postings: { available: -points, held: points },
    },
  }];
}

function roundedUp(end: Instant, stepSeconds: number | undefined): Instant {
  if (stepSeconds === undefined) return end;
  const stepMs = stepSeconds * 1_000;
  return instantFromMs(Math.ceil(instantToMs(end) / stepMs) * stepMs);
}

/** Spends points at once. Throws what `assertSpendable` throws, and `rate_missing`, `not_a_step` where they are to pay. */
export function redeem(command: Redeem, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, at, points, policy, reference, payIn } = command;
  assertAmount(points, 'points', { min: 1 });
  const payment = payIn === undefined ? undefined : paymentFor(points, policy, payIn, command.order);
  assertSpendable(points, state, command);
  const redeemed: PointsDraft = {
    type: 'points.redeemed.v1',
    effectiveAt: at,
    data: {
      wallet, memberId, redemptionId: nextId('R', state), points, slices: takeInOrder(state.lots, points), reference,
      day: localDate(at, policy.zone),
      ...(payment ? { payment: { amountMinor: payment.amountMinor, currency: payment.currency } } : {}),
      postings: { available: -points, redeemed: points },
    },
  };
  return [redeemed, ...slideExpiry(command, state, redeemed)];
}

/** Takes a hold, whole or in part; the rest goes back. Throws `hold_not_open`, `above_hold`. */
export function capture(command: Capture, state: AccountState): readonly PointsDraft[] {
  const { wallet, memberId, at, holdId } = command;
  const open = openHold(state, holdId);
  const points = command.points ?? open.points;
  assertAmount(points, 'points', { min: 1 });
  if (points > open.points) throw rejected('above_hold', `The hold has ${open.points} points`, { points, held: open.points });
  const slices = stretch(open.slices, 0, points);
  const rest = stretch(open.slices, points, open.points);
  const released = rest.filter((slice) => !isExpired(slice, at));
  const expired = rest.filter((slice) => isExpired(slice, at));
  const captured: PointsDraft = {
    type: 'points.captured.v1',
    effectiveAt: at,
    data: {
      wallet, memberId, holdId, redemptionId: nextId('R', state), points, slices, released, expired, reference: command.reference ?? open.reference,
      postings: { held: -open.points, redeemed: points, available: sumPoints(released), expired: sumPoints(expired) },
    },
  };
  return [captured, ...slideExpiry(command, state, captured)];
}

/** Gives a hold back untouched. Throws `hold_not_open`. */
export function release({ wallet, memberId, at, holdId }: Release, state: AccountState): readonly PointsDraft[] {
  return [holdEnded({ wallet, memberId }, openHold(state, holdId), at, 'released')];
}

function openHold({ holds }: AccountState, holdId: string): OpenHold {
  const open = holds.find((one) => one.holdId === holdId);
  if (open === undefined) throw rejected('hold_not_open', 'There is no open hold with this id: it never was, or it was captured, released or ran out', { holdId });
  return open;
}
