import type { PointsDraft } from './draft';
import { laterOf, type Instant } from '@loyalty/kernel';
import type { AccountId } from './commands';
import { evolve } from './evolve';
import { dueAt, isExpired, sumPoints, takeInOrder } from './lots';
import type { AccountState, OpenHold, OpenLot } from './state';

/** The next instant at which the clock alone changes this account; undefined when it never does. */
export function nextDueAt(state: AccountState): Instant | undefined {
  const { lots: [lot], pending: [opening], holds } = state;
  // Lots stand in the order of their expiry, pending ones in that of the clock: the first of each is due first.
  let next = lot?.expiresAt;
  if (opening !== undefined) next = earlier(next, earlier(opening.expiresAt, opening.availableAt));
  for (const { expiresAt } of holds) next = earlier(next, expiresAt);
  return next;
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/**
 * What the clock has brought about by `at` and nobody has written down yet: holds that ran out, lots that became
 * available, lots that expired, each at its own instant and in order of time; what is owed is paid as soon as anything
 * is available. Every command settles this first and every reading derives it, so no balance waits for a scheduler, and
 * it makes no difference how often one comes by.
 */
export function dueEvents(id: AccountId, state: AccountState, at: Instant): PointsDraft[] {
  const events: PointsDraft[] = [];
  let current = state;
  const add = (event: PointsDraft) => {
    events.push(event);
    current = evolve(current, event);
  };
  const payDebt = (when: Instant) => {
    if (current.books.debt < 0 && current.lots.length > 0) add(debtPaid(id, current, when));
  };
  for (let next = nextDueAt(current); next !== undefined && next <= at; next = nextDueAt(current)) {
    add(dueAtInstant(id, current, next));
    payDebt(next);
  }
  payDebt(at);
  return events;
}

/** The state with everything that the clock has brought about by `at`. */
export function settledAt(id: AccountId, state: AccountState, at: Instant): AccountState {
  return dueEvents(id, state, at).reduce(evolve, state);
}

/** The first of what is due at an instant: holds give back, then lots open, then lots lapse. */
function dueAtInstant(id: AccountId, state: AccountState, at: Instant): PointsDraft {
  const hold = state.holds.find(({ expiresAt }) => expiresAt <= at);
  if (hold !== undefined) return holdEnded(id, hold, at, 'hold_expired');
  const opening = leading(state.pending, (lot) => dueAt(lot) <= at).filter((lot) => lot.availableAt !== undefined && lot.availableAt <= at && !isExpired(lot, lot.availableAt));
  if (opening.length > 0) return activated(id, opening, at);
  return expired(id, state, at);
}

export function activated(id: AccountId, lots: readonly OpenLot[], at: Instant): PointsDraft {
  const points = sumPoints(lots);
  return { type: 'points.activated.v1', effectiveAt: at, data: { ...id, points, lots: lots.map(named), postings: { pending: -points, available: points } } };
}

/** A hold that takes nothing: its points go back to their lots, or lapse where the lot has lapsed meanwhile. */
export function holdEnded(id: AccountId, { holdId, points, slices }: OpenHold, at: Instant, reason: 'released' | 'hold_expired'): PointsDraft {
  const released = slices.filter((slice) => !isExpired(slice, at));
  const lapsed = slices.filter((slice) => isExpired(slice, at));
  const postings = { held: -points, available: sumPoints(released), expired: sumPoints(lapsed) };
  return { type: 'points.released.v1', effectiveAt: at, data: { ...id, holdId, points, released, expired: lapsed, reason, postings } };
}

function expired(id: AccountId, state: AccountState, at: Instant): PointsDraft {
  const lots = leading(state.lots, (lot) => isExpired(lot, at));
  const waiting = leading(state.pending, (lot) => dueAt(lot) <= at).filter((lot) => isExpired(lot, at));
  const available = sumPoints(lots);
  const pending = sumPoints(waiting);
  const postings = { ...(pending > 0 ? { pending: -pending } : {}), ...(available > 0 ? { available: -available } : {}), expired: available + pending };
  return { type: 'points.expired.v1', effectiveAt: at, data: { ...id, points: available + pending, lots: [...lots, ...waiting].map(named), postings } };
}

/** The first of the lots, up to one that is not due. */
function leading(lots: readonly OpenLot[], isDue: (lot: OpenLot) => boolean): readonly OpenLot[] {
  const end = lots.findIndex((lot) => !isDue(lot));
  return end === -1 ? lots : lots.slice(0, end);
}

function debtPaid(id: AccountId, state: AccountState, at: Instant): PointsDraft {
  const points = Math.min(-state.books.debt, sumPoints(state.lots));
  const slices = takeInOrder(state.lots, points);
  const effectiveAt = slices.reduce((latest, { earnedAt }) => laterOf(latest, earnedAt), at);
  return { type: 'points.debt.paid.v1', effectiveAt, data: { ...id, points, slices, postings: { available: -points, debt: points } } };
}

function named({ lotId, points }: OpenLot) {
  return { lotId, points };
}
