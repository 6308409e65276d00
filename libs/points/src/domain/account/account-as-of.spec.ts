import type { PointsAccountEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import fc from 'fast-check';
import { account } from './account';
import { aWallet, balances, day, ID, member } from './account.fixture';
import { step, walk, wallet, type Done } from './account-walk.fixture';
import { settledAt } from './due';
import { evolve } from './evolve';
import { NO_ACCOUNT, type AccountState } from './state';

const numRuns = Number(process.env.FC_RUNS ?? 200);
const sum = (parts: readonly { readonly points: number }[]) => parts.reduce((total, { points }) => total + points, 0);

/** What counts until `asOf`, as it was known at `knownAt`. */
function asOf(done: readonly Done[], counts: Instant, knownAt: Instant): AccountState {
  return done.filter(({ at }) => at <= knownAt).flatMap(({ events }) => events).filter(({ effectiveAt }) => effectiveAt <= counts).reduce(evolve, NO_ACCOUNT);
}

function assertSound({ books, lots, pending, holds }: AccountState): void {
  expect(Object.values(books).reduce((total, one) => total + one, 0)).toBe(0);
  expect([sum(pending), sum(lots), sum(holds)]).toEqual([books.pending, books.available, books.held]);
  expect(books.debt).toBeLessThanOrEqual(0);
  expect(new Set([...lots, ...pending].map(({ lotId }) => lotId)).size).toBe(lots.length + pending.length);
  expect(holds.every(({ points, slices }) => points === sum(slices))).toBe(true);
}

describe('an account as of a business time, as it was known at another', () => {
  it('has balanced books and lots that agree with them, whatever the two times', () => {
    const arbitrary = fc.tuple(wallet, fc.array(step, { maxLength: 50, size: 'max' }), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 10, maxLength: 10 }));
    fc.assert(fc.property(arbitrary, ([policy, steps, cuts]) => {
      const done = walk(policy, steps);
      const times = [...new Set(done.flatMap(({ at, events }) => [at, ...events.map(({ effectiveAt }) => effectiveAt)]))].sort();
      const pick = (cut: number) => times[cut % times.length]!;
      for (const [counts, known] of times.length === 0 ? [] : cuts) {
        const state = asOf(done, pick(counts), pick(known));
        assertSound(state);
        assertSound(settledAt(ID, state, pick(counts)));
      }
    }), { numRuns });
  });

  it('writes no event that counts later than it is recorded, or before what it builds on', () => {
    fc.assert(fc.property(wallet, fc.array(step, { maxLength: 50, size: 'max' }), (policy, steps) => {
      const available = new Map<string, Instant>();
      for (const { at, events } of walk(policy, steps)) {
        for (const event of events) {
          expect(event.effectiveAt <= at).toBe(true);
          for (const lotId of taken(event)) expect(available.get(lotId)! <= event.effectiveAt).toBe(true);
          for (const lotId of opened(event)) available.set(lotId, event.effectiveAt);
        }
      }
    }), { numRuns });
  });

  const { earn, redeem, clawBack } = member(aWallet({ debt: 'allowed' }));

  it('leaves out on 12 March what was only known on the 15th, and counts it there for who knows', () => {
    const late = given(account).commands(earn(100, day(0)), redeem(60, day(4))).when(earn(50, day(5), { earnedAt: day(1) }));
    const events = [...given(account).when(earn(100, day(0))).events, ...late.events];
    const counting = (until: Instant) => events.filter(({ effectiveAt }) => effectiveAt <= until).reduce(evolve, NO_ACCOUNT);
    expect(balances(counting(day(2)))).toEqual([0, 150, 0, 0]);
    expect(balances(counting(day(0)))).toEqual([0, 100, 0, 0]);
  });

  it('counts a late refund from when it happened, but not before the points it takes had come in', () => {
    const history = given(account).commands(earn(100, day(0)), redeem(100, day(1)), earn(30, day(4), { earnedAt: day(3) }));
    history.when(clawBack('L1', 100, day(5), { occurredAt: day(2) })).thenLike({ type: 'points.clawed.back.v1', effectiveAt: day(3), data: { points: 100, debt: 70 } });
    history.when(clawBack('L3', 20, day(5), { occurredAt: day(4) })).thenLike({ effectiveAt: day(4), data: { points: 20, debt: 0 } });
  });
});

function taken({ type, data }: PointsAccountEvent): readonly string[] {
  switch (type) {
    case 'points.expired.v1': return data.lots.map(({ lotId }) => lotId);
    case 'points.held.v1': case 'points.redeemed.v1': case 'points.transferred.out.v1': case 'points.debt.paid.v1': case 'points.clawed.back.v1':
    case 'points.adjusted.v1': return data.slices.map(({ lotId }) => lotId);
    case 'points.activated.v1': return data.lots.map(({ lotId }) => lotId);
    default: return [];
  }
}

/** Lots that have new points in them from this event on. */
function opened({ type, data }: PointsAccountEvent): readonly string[] {
  switch (type) {
    case 'points.earned.v1': return [data.lot.lotId];
    case 'points.adjusted.v1': return data.lot ? [data.lot.lotId] : [];
    case 'points.transferred.in.v1': case 'points.activated.v1': return data.lots.map(({ lotId }) => lotId);
    case 'points.captured.v1': case 'points.released.v1': return data.released.map(({ lotId }) => lotId);
    case 'points.reinstated.v1': return data.slices.map(({ lotId }) => lotId);
    default: return [];
  }
}
