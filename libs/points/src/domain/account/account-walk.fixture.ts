import type { LotSlice, PointsAccountEvent, Wallet } from '@loyalty/contracts';
import { instant, isDomainError, localDate, plusMs, type Instant } from '@loyalty/kernel';
import fc from 'fast-check';
import { account } from './account';
import { aWallet, member } from './account.fixture';
import type { AccountCommand } from './commands';
import { nextDueAt } from './due';
import { NO_ACCOUNT, type AccountState } from './state';

/** One step of a random walk: time passes, then something is asked. What it is about is picked from what there is. */
export interface Step {
  readonly kind: AccountCommand['kind'];
  readonly pass: number | 'to the next due instant' | 'to just before it';
  readonly points: number;
  readonly pick: number;
  readonly days: number;
  readonly flag: boolean;
}

const HOUR = 3_600_000;
const KINDS: AccountCommand['kind'][] = [
  'earn', 'earn', 'earn', 'hold', 'hold', 'redeem', 'capture', 'release', 'adjust', 'clawBack', 'clawBack', 'reinstate', 'transferOut', 'transferIn', 'freeze', 'unfreeze', 'moveExpiry', 'awaken', 'settle',
];

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  pass: fc.oneof(fc.constantFrom(0, 1, HOUR, 24 * HOUR, 10 * 24 * HOUR, 45 * 24 * HOUR), fc.constantFrom('to the next due instant' as const, 'to just before it' as const)),
  points: fc.integer({ min: 1, max: 120 }),
  pick: fc.nat(50),
  days: fc.nat(20),
  flag: fc.boolean(),
});

export const wallet: fc.Arbitrary<Wallet> = fc.record({
  expiry: fc.constantFrom<Wallet['expiry'][]>(
    { kind: 'none' }, { kind: 'rolling', months: 1 }, { kind: 'rolling', months: 1, roundUpTo: 'month' }, { kind: 'fixed', days: ['02-29', '06-30'] }, { kind: 'sliding', months: 1 },
  ),
  debt: fc.constantFrom<Wallet['debt'][]>('allowed', 'refused'),
  zone: fc.constantFrom('UTC', 'Asia/Jerusalem', 'America/New_York'),
  reinstatementGraceDays: fc.constantFrom(0, 7),
  warningDays: fc.constantFrom<number[][]>([], [30, 7, 1]),
  spending: fc.constantFrom<Wallet['spending'][]>({}, {}, { maximumPointsPerDay: 150, minimumPoints: 5 }),
  holds: fc.constant({ defaultSeconds: 900, maximumSeconds: 90 * 86_400, openMaximum: 4 }),
}).map(aWallet);

/** What one command did. */
export interface Done {
  readonly at: Instant;
  readonly command: AccountCommand;
  readonly before: AccountState;
  readonly events: readonly PointsAccountEvent[];
  readonly after: AccountState;
  /** Code of the refusal, if it was refused. */
  readonly refused?: string;
}

interface Original {
  readonly id: string;
  readonly points: number;
  readonly slices: readonly LotSlice[];
  back: number;
}

/** Plays the steps against one account and gives back all that was done. Whatever goes in is frozen. */
export function walk(policy: Wallet, steps: readonly Step[]): Done[] {
  const commands = member(policy);
  const awards: Original[] = [];
  const redemptions: Original[] = [];
  const done: Done[] = [];
  let state = deepFreeze(NO_ACCOUNT);
  let at = instant('2026-01-25T09:00:00.000Z');

  function commandOf({ kind, points, pick, days, flag }: Step): AccountCommand | undefined {
    const one = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(list.length, 1)];
    const ago = plusMs(at, -days * 24 * HOUR);
    const ahead = plusMs(at, (days + 1) * 24 * HOUR);
    switch (kind) {
      case 'earn': {
        const waits = [{}, { availableAt: ahead }, { awaits: 'order.fulfilled' }, { awaits: 'order.fulfilled', availableAt: ahead }, { availableAt: ago, awaits: 'x' }][pick % 5];
        const usage = [{ key: 'p', day: localDate(ago, policy.zone), month: localDate(ago, policy.zone).slice(0, 7), period: '', points }];
        return commands.earn(points, at, { earnedAt: flag ? ago : at, usage, ...waits, ...(pick === 7 ? { expiresAt: ahead } : {}) });
      }
      case 'hold': return commands.hold(points, at, { seconds: flag ? 60 : days * 86_400 + 1 });
      case 'redeem': return commands.redeem(points, at);
      case 'capture': return commands.capture(one(state.holds)?.holdId ?? 'H0', at, flag ? { points } : {});
      case 'release': return commands.release(one(state.holds)?.holdId ?? 'H0', at);
      case 'adjust': return commands.adjust(flag ? points : -points, at);
      case 'clawBack': {
        const award = one(awards.filter(({ points: of, back }) => back < of));
        return award && commands.clawBack(award.id, Math.min(points, award.points - award.back), at, { occurredAt: flag ? ago : at });
      }
      case 'reinstate': {
        const original = one(redemptions.filter(({ points: of, back }) => back < of));
        return original && commands.reinstate(original.id, Math.min(points, original.points - original.back), original.slices, at, { givenBack: original.back });
      }
      case 'transferOut': return commands.transferOut(points, at);
      case 'transferIn': return commands.transferIn([{ lotId: 'L3', points, earnedAt: ago, expiresAt: ahead }, ...(flag ? [{ lotId: 'L9', points: 2, earnedAt: ago }] : [])], at);
      case 'freeze': return commands.freeze(one(['spending', 'earning', 'both'] as const)!, at);
      case 'unfreeze': return commands.unfreeze('both', at);
      case 'moveExpiry': {
        const lot = one([...state.lots, ...state.pending]);
        return lot && commands.moveExpiry([lot.lotId], flag ? ahead : undefined, at);
      }
      case 'awaken': return commands.awaken(state.pending.map(({ lotId }) => lotId).filter((_, i) => i % 2 === pick % 2), at);
      case 'settle': return commands.settle(at);
    }
  }

  function remember(command: AccountCommand, events: readonly PointsAccountEvent[]): void {
    if (command.kind === 'clawBack') awards.find(({ id }) => id === command.awardId)!.back += command.points;
    if (command.kind === 'reinstate') redemptions.find(({ id }) => id === command.redemptionId)!.back += command.points;
    for (const event of events) {
      if (event.type === 'points.earned.v1') awards.push({ id: event.data.lot.lotId, points: event.data.points, slices: [], back: 0 });
      if (event.type === 'points.redeemed.v1' || event.type === 'points.captured.v1') redemptions.push({ id: event.data.redemptionId, points: event.data.points, slices: event.data.slices, back: 0 });
    }
  }

  for (const next of steps) {
    at = later(at, next.pass, state);
    const command = deepFreeze(commandOf(next));
    if (command === undefined) continue;
    const before = state;
    try {
      const events = deepFreeze(account.decide(command, before));
      state = deepFreeze(events.reduce(account.evolve, before));
      remember(command, events);
      done.push({ at, command, before, events, after: state });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      done.push({ at, command, before, events: [], after: before, refused: error.code });
    }
  }
  return done;
}

function later(at: Instant, pass: Step['pass'], state: AccountState): Instant {
  if (typeof pass === 'number') return plusMs(at, pass);
  const due = nextDueAt(state);
  if (due === undefined || due <= at) return at;
  return pass === 'to just before it' ? plusMs(due, -1) : due;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}
