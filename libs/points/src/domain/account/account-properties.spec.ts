import type { LotSlice, PointsAccountEvent } from '@loyalty/contracts';
import { canonicalJson, plusMs, type Instant } from '@loyalty/kernel';
import fc from 'fast-check';
import { account } from './account';
import { settledAt } from './due';
import { ID, member } from './account.fixture';
import { step, walk, wallet, type Done } from './account-walk.fixture';
import { byDue, byExpiry } from './lots';
import { NO_ACCOUNT, type AccountState } from './state';

const numRuns = Number(process.env.FC_RUNS ?? 200);
const steps = fc.array(step, { maxLength: 60, size: 'max' });

/** What must hold for every random history of an account, under several kinds of wallet. */
function forAll(property: (done: readonly Done[]) => void): void {
  fc.assert(fc.property(wallet, steps, (policy, walked) => property(walk(policy, walked))), { numRuns });
}

const sum = (parts: readonly { readonly points: number }[]) => parts.reduce((total, { points }) => total + points, 0);
const total = (numbers: object) => Object.values(numbers).reduce((all: number, one: number) => all + one, 0);
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const allEvents = (done: readonly Done[]) => done.flatMap(({ events }) => events);

/** What is wrong with a state, in one list: thousands of states are looked at. */
function faults({ books, lots, pending, holds }: AccountState): string[] {
  const held = holds.flatMap(({ slices }) => slices);
  const expiryOf = new Map(lots.map(({ lotId, expiresAt }) => [lotId, expiresAt]));
  const ids = [...lots, ...pending].map(({ lotId }) => lotId);
  const inOrder = <T>(list: readonly T[], order: (a: T, b: T) => number) => list.every((one, i) => i === 0 || order(list[i - 1]!, one) < 0);
  const claims = {
    'the books balance': total(books) === 0,
    'the lots are what is available': sum(lots) === books.available,
    'the pending lots are what is pending': sum(pending) === books.pending,
    'the holds are what is held': sum(holds) === books.held && holds.every(({ points, slices }) => points === sum(slices)),
    'nobody owes less than nothing': books.debt <= 0,
    'points are whole and above zero': [...lots, ...pending, ...holds, ...held].every(({ points }) => Number.isSafeInteger(points) && points > 0),
    'lots stand in order': inOrder(lots, byExpiry) && inOrder(pending, byDue),
    'each lot is there once': new Set(ids).size === ids.length,
    'a lot has one expiry, whoever holds its points': held.every(({ lotId, expiresAt }) => !expiryOf.has(lotId) || expiryOf.get(lotId) === expiresAt),
  };
  return Object.entries(claims).filter(([, holds]) => !holds).map(([claim]) => claim);
}

/** The slices that an event took or gave, and what they must add up to. */
function parts({ type, data }: PointsAccountEvent): readonly (readonly [readonly { readonly points: number }[], number])[] {
  switch (type) {
    case 'points.held.v1': case 'points.redeemed.v1': case 'points.transferred.out.v1': case 'points.debt.paid.v1': return [[data.slices, data.points]];
    case 'points.captured.v1': return [[data.slices, data.points], [[...data.slices, ...data.released, ...data.expired], -data.postings.held!]];
    case 'points.released.v1': return [[[...data.released, ...data.expired], data.points]];
    case 'points.reinstated.v1': return [[[...data.slices, ...data.expired], data.points]];
    case 'points.adjusted.v1': return data.points > 0 ? [[[data.lot!], data.points]] : [[data.slices, -data.points]];
    case 'points.clawed.back.v1': return [[[...data.slices, { points: data.debt }], data.points]];
    case 'points.expired.v1': case 'points.activated.v1': case 'points.transferred.in.v1': return [[data.lots, data.points]];
    case 'points.earned.v1': return [[[data.lot], data.points]];
    default: return [];
  }
}

describe('an account, whatever happens to it', () => {
  it('(the walks go everywhere: every kind of event happens, and few commands are refused)', () => {
    const done = fc.sample(fc.tuple(wallet, steps), { numRuns: 300, seed: 7 }).flatMap(([policy, walked]) => walk(policy, walked));
    expect(new Set(allEvents(done).map(({ type }) => type)).size).toBe(17);
    expect(done.filter(({ refused }) => refused === undefined).length).toBeGreaterThan(done.length / 2);
  });

  it('keeps its books balanced and its lots equal to them after every event (invariants 1, 2, 10)', () => {
    forAll((done) => {
      let state = NO_ACCOUNT;
      for (const event of allEvents(done)) {
        expect(total(event.data.postings)).toBe(0);
        for (const [slices, points] of parts(event)) expect(sum(slices)).toBe(points);
        state = account.evolve(state, event);
        expect(faults(state)).toEqual([]);
        const { pending, available, held, debt } = state.books;
        expect(event.data.balances).toEqual({ pending, available, held, debt });
      }
    });
  });

  it('writes nothing that says nothing: no event moves zero points but a claw-back that found nothing', () => {
    forAll((done) => {
      for (const { type, data } of allEvents(done)) {
        if ('points' in data && type !== 'points.clawed.back.v1') expect(Math.abs(data.points)).toBeGreaterThan(0);
        if (type === 'points.clawed.back.v1') expect(data.points + data.forgone).toBeGreaterThan(0);
      }
    });
  });

  it('is the same from its events as they stand in the log, from a snapshot in the middle, and live (invariant 7)', () => {
    fc.assert(fc.property(wallet, steps, fc.nat(), (policy, walked, cut) => {
      const done = walk(policy, walked);
      const events = throughJson(allEvents(done));
      const live = done.at(-1)?.after ?? NO_ACCOUNT;
      const middle = events.length === 0 ? 0 : cut % events.length;
      const snapshot = throughJson(events.slice(0, middle).reduce(account.evolve, NO_ACCOUNT));
      expect(canonicalJson(events.reduce(account.evolve, NO_ACCOUNT))).toBe(canonicalJson(live));
      expect(canonicalJson(events.slice(middle).reduce(account.evolve, snapshot))).toBe(canonicalJson(live));
    }), { numRuns });
  });

  it('decides the same again, and from a snapshot (invariant 15)', () => {
    forAll((done) => {
      for (const { command, before, events, refused } of done) {
        if (refused !== undefined) continue;
        expect(canonicalJson(account.decide(throughJson(command), throughJson(before)))).toBe(canonicalJson(events));
      }
    });
  });

  it('owes nothing while it has something, and nothing is due after a command', () => {
    forAll((done) => {
      for (const { at, after, refused } of done) {
        if (refused !== undefined) continue;
        expect(after.books.debt === 0 || after.lots.length === 0).toBe(true);
        expect(account.decide(member().settle(at), after)).toEqual([]);
      }
    });
  });

  it('reads at any instant as if it had been settled then, however often one settles on the way', () => {
    forAll((done) => {
      for (const { after, at } of done.slice(-5)) {
        const times = [at, ...[1, 24, 24 * 31, 24 * 70, 24 * 365 * 5].map((hours) => plusMs(at, hours * 3_600_000))];
        const settle = (state: AccountState, time: Instant) => account.decide({ kind: 'settle', ...ID, at: time }, state).reduce(account.evolve, state);
        for (const time of times) expect(canonicalJson(settle(after, time))).toBe(canonicalJson(settledAt(ID, after, time)));
        const inOneGo = settledAt(ID, after, times.at(-1)!);
        expect(canonicalJson(times.reduce(settle, after))).toBe(canonicalJson(inOneGo));
      }
    });
  });

  it('resolves a hold at most once, for all that was held (invariant 9)', () => {
    forAll((done) => {
      const held = new Map<string, number>();
      for (const { type, data } of allEvents(done)) {
        if (type === 'points.held.v1') held.set(data.holdId, data.points);
        if (type !== 'points.captured.v1' && type !== 'points.released.v1') continue;
        expect(held.get(data.holdId)).toBe(-data.postings.held!);
        held.delete(data.holdId);
      }
      const open = done.at(-1)?.after.holds ?? [];
      expect([...held]).toEqual(open.map(({ holdId, points }) => [holdId, points]));
    });
  });

  it('takes earliest expiry first, and never more from a lot than it has', () => {
    forAll((done) => {
      for (const { before, events } of done) {
        let state = before;
        for (const event of events) {
          const inOrder = event.type === 'points.redeemed.v1' || event.type === 'points.held.v1' || event.type === 'points.transferred.out.v1' || event.type === 'points.debt.paid.v1';
          if (inOrder) expect(event.data.slices).toEqual(firstOf(state, event.data.points));
          state = account.evolve(state, event);
        }
      }
    });
  });

  it('claws back no more than the award and reinstates no more than the redemption (invariant 14)', () => {
    forAll((done) => {
      const given = new Map<string, number>();
      const back = new Map<string, number>();
      for (const { type, data } of allEvents(done)) {
        if (type === 'points.earned.v1') given.set(data.lot.lotId, data.points);
        if (type === 'points.redeemed.v1' || type === 'points.captured.v1') given.set(data.redemptionId, data.points);
        if (type === 'points.clawed.back.v1') back.set(data.awardId, (back.get(data.awardId) ?? 0) + data.points + data.forgone);
        if (type === 'points.reinstated.v1') back.set(data.redemptionId, (back.get(data.redemptionId) ?? 0) + data.points);
      }
      for (const [id, points] of back) expect(points).toBeLessThanOrEqual(given.get(id)!);
    });
  });
});

/** The same answer in the plainest way: one point at a time from the lot that lapses first. */
function firstOf({ lots }: AccountState, points: number): LotSlice[] {
  const queue = lots.toSorted(byExpiry).flatMap((lot) => Array.from({ length: lot.points }, () => lot)).slice(0, points);
  return [...new Set(queue)].map(({ lotId, earnedAt, expiresAt, sliding }) => ({
    lotId, points: queue.filter((one) => one.lotId === lotId).length, earnedAt, ...(expiresAt ? { expiresAt } : {}), ...(sliding ? { sliding } : {}),
  }));
}
