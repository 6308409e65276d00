import { HOLD_SECONDS_MAX } from '@loyalty/contracts';
import { canonicalJson, localDate, periodKey } from '@loyalty/kernel';
import fc from 'fast-check';
import { given } from '@loyalty/testing';
import { usedAt } from './counter';
import { after, START, steps, use, walk } from './counter.fixture';
import { counter } from './counter-stream';
import type { CountedLimit } from './decide-use';
import { holdEnd } from './hold-end';

const numRuns = Number(process.env.FC_RUNS ?? 200);
const three: CountedLimit = { count: 'uses', every: 'ever', most: 3 };
const tenEuros: CountedLimit = { count: 'money', every: 'day', most: 1_000, currency: 'EUR' };
const hold = (id: string, limits = [three], seconds = 0, changes = {}) => ({ kind: 'hold' as const, use: use(id, changes), until: holdEnd(after(seconds), 60), limits, at: after(seconds) });
const until = after(60);

describe('a counter', () => {
  const full = given(counter).commands(hold('a'), hold('b'), hold('c'));

  it('refuses the use that would pass its limit', () => {
    full.when(hold('d')).thenRefused('limit_exhausted', { most: 3, used: 3, asked: 1 });
  });

  it('has what was held free again at its instant, though nothing was written', () => {
    full.when(hold('d', [three], 59)).thenRefused('limit_exhausted');
    full.when(hold('d', [three], 60)).thenLike({ type: 'coupon.use.held.v1' });
  });

  it('commits what is held without asking the limit again', () => {
    full.when({ kind: 'commit', use: use('a'), until, today: '2026-03-10', limits: [{ ...three, most: 1 }], at: after(1) }).then({ type: 'coupon.use.committed.v1', effectiveAt: after(1), data: { ...use('a'), until } });
  });

  it('checks a lapsed hold anew when it is committed', () => {
    const late = { kind: 'commit' as const, use: use('a'), until, today: '2026-03-11', limits: [three], at: after(90_000) };
    full.when(late).then({ type: 'coupon.use.committed.v1', effectiveAt: after(90_000), data: use('a', { day: '2026-03-11' }) });
    full.commands(hold('d', [three], 89_990), hold('e', [three], 89_990), hold('f', [three], 89_990)).when(late).thenRefused('limit_exhausted');
  });

  it('gives a reversed use back once', () => {
    const spent = full.commands({ kind: 'commit', use: use('a'), until, today: '2026-03-10', limits: [three], at: after(1) }, { kind: 'reverse', use: use('a'), at: after(2) });
    spent.commands(hold('d', [three], 3)).when(hold('e', [three], 3)).thenRefused('limit_exhausted');
  });

  it('counts days of the campaign for themselves', () => {
    const spent = given(counter).commands({ kind: 'commit', use: use('a', { amountMinor: 900 }), today: '2026-03-10', limits: [tenEuros], at: START });
    spent.when(hold('b', [tenEuros], 0, { amountMinor: 101 })).thenRefused('limit_exhausted', { used: 900, asked: 101 });
    spent.when(hold('b', [tenEuros], 86_400, { amountMinor: 1_000, day: '2026-03-11' })).thenLike({});
    expect(usedAt(spent.when(hold('b', [], 86_400, { amountMinor: 1_000, day: '2026-03-11' })).state, { ...tenEuros, every: 'month' }, after(86_400), '2026-03-11')).toBe(1_900);
  });

  it('lets nothing happen before the newest instant that it knows: another clock may be behind', () => {
    const later = full.commands({ kind: 'commit', use: use('x', { day: '2026-03-11' }), today: '2026-03-11', limits: [], at: after(86_400) });
    later.when({ kind: 'release', use: use('a'), until, at: after(1) }).thenNothing();
    later.when(hold('y', [{ count: 'uses', every: 'day', most: 1 }], 0)).thenRefused('limit_exhausted', { used: 1 });
  });
});

describe('the end of a hold', () => {
  it.each([[1, 10], [60, 60], [61, 70], [900, 900], [1_000, 1_000], [1_001, 1_020]])('of %d seconds is %d seconds away', (seconds, end) => {
    expect(holdEnd(START, seconds)).toBe(after(end));
  });

  it('is never before what was asked, nor 2 % after it', () => {
    fc.assert(fc.property(fc.integer({ min: 500, max: HOLD_SECONDS_MAX }), fc.nat(100_000_000), (seconds, from) => {
      const at = after(from / 1_000);
      const late = Date.parse(holdEnd(at, seconds)) - Date.parse(at) - seconds * 1_000;
      return late >= 0 && late <= Math.max(seconds * 20, 10_000);
    }), { numRuns });
  });

  it('keeps the sums that are held few, however many holds there are', () => {
    let state = counter.initial;
    for (let i = 0; i < 20_000; i += 1) for (const event of counter.decide({ kind: 'hold', use: use(`r${i}`), until: holdEnd(after(i), 1 + (i * 7_919) % HOLD_SECONDS_MAX), limits: [], at: after(i) }, state)) state = counter.evolve(state, event);
    expect(state.held.length).toBeLessThan(1_000);
  });
});

describe('a counter, whatever happens to its uses', () => {
  const limits: CountedLimit[] = [
    { count: 'uses', every: 'ever', most: 12 }, { count: 'uses', every: 'day', most: 4 }, { count: 'money', every: 'week', most: 250, currency: 'EUR' }, { count: 'money', every: 'month', most: 500, currency: 'EUR' },
  ];
  const keyOf = (every: CountedLimit['every'], day: string) => (every === 'ever' ? '' : periodKey(`${day}T00:00:00.000Z` as never, every, 'UTC'));

  it('agrees with its uses counted one by one, and passes none of its limits', () => {
    fc.assert(fc.property(steps, (walked) => walk(limits, walked, (state, uses, at) => {
      const today = localDate(at, 'UTC');
      for (const limit of limits) {
        const counts = uses.filter(({ use: { day }, state: is, until: end }) => (is === 'committed' || (is === 'held' && end! > at)) && keyOf(limit.every, day) === keyOf(limit.every, today));
        const sum = counts.reduce((total, { use: { uses: one, amountMinor } }) => total + (limit.count === 'uses' ? one : amountMinor), 0);
        expect([limit, usedAt(state, limit, at, today)]).toEqual([limit, sum]);
        expect(sum).toBeLessThanOrEqual(limit.most);
      }
    })), { numRuns });
  });

  it('is the same however its events reach it', () => {
    fc.assert(fc.property(steps, (walked) => {
      let told = counter.initial;
      walk(limits, walked, (state, _uses, _at, events) => {
        told = events.reduce(counter.evolve, JSON.parse(JSON.stringify(told)) as typeof told);
        expect(canonicalJson(told)).toBe(canonicalJson(state));
      });
    }), { numRuns });
  });
});
