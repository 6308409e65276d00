import { given } from '@loyalty/testing';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import { account } from './account';
import { aWallet, balances, brief, day, ID, member, NOON, ORDER, told } from './account.fixture';
import { nextDueAt, settledAt } from './due';
import { OPEN_LOTS_MAX } from './state';

const { earn, redeem, freeze, awaken, settle, clawBack } = member();
const monthly = member(aWallet({ expiry: { kind: 'rolling', months: 1 } }));

describe('earning points', () => {
  it('opens a lot that says when it was earned, when it can be spent and when it lapses', () => {
    given(account).when(monthly.earn(150, NOON)).then({
      type: 'points.earned.v1',
      effectiveAt: NOON,
      data: {
        ...ID, points: 150, source: ORDER, walletVersion: 1,
        lot: { lotId: 'L1', points: 150, earnedAt: NOON, availableAt: NOON, expiresAt: '2026-04-10T12:00:00.000Z' as never },
        postings: { issued: -150, available: 150 },
        balances: { pending: 0, available: 150, held: 0, debt: 0 },
        nextDueAt: '2026-04-10T12:00:00.000Z' as never,
        nextExpiryAt: '2026-04-10T12:00:00.000Z' as never,
      },
    });
  });

  it('names lots, holds and redemptions after the event that opened them', () => {
    const { state } = given(account).commands(earn(10, day(0)), redeem(5, day(1)), earn(20, day(2))).when(earn(30, day(3)));
    expect(brief(state.lots)).toEqual(['L1:5', 'L3:20', 'L4:30']);
  });

  it('refuses what is no amount of points', () => {
    for (const points of [0, -5, 1.5, Number.NaN, SAFE_AMOUNT_MAX + 1]) given(account).when(earn(points, NOON)).thenRefused('amount_invalid', { field: 'points' });
  });

  it('refuses points to a frozen account, and an expiry that somebody chose in the past', () => {
    given(account).commands(freeze('earning', NOON)).when(earn(10, day(1))).thenRefused('account_frozen', { side: 'earning' });
    given(account).when(earn(10, day(1), { expiresAt: day(1) })).thenRefused('expiry_in_the_past', { expiresAt: day(1) });
    given(account).commands(freeze('spending', NOON)).when(earn(10, day(1))).thenLike({ type: 'points.earned.v1' });
  });

  it('refuses points that would carry the books past what adds up exactly', () => {
    given(account).commands(earn(SAFE_AMOUNT_MAX, NOON)).when(earn(1, NOON)).thenRefused('amount_overflow');
  });

  it('refuses lot number 10,001', () => {
    const slices = Array.from({ length: OPEN_LOTS_MAX }, (_, i) => ({ lotId: `L${i + 1}`, points: 1, earnedAt: NOON }));
    const full = given(account).commands(member().transferIn(slices, NOON));
    full.when(earn(1, NOON)).thenRefused('too_many_open_lots', { open: 10_000, limit: 10_000 });
    full.commands(member().hold(10_000, NOON)).when(earn(1, NOON)).thenRefused('too_many_open_lots');
    full.commands(redeem(1, NOON)).when(earn(1, NOON)).thenLike({ type: 'points.earned.v1' });
  });

  it('takes points of an order that is told late as of the order, and lets them lapse at once if they had lapsed by now', () => {
    given(account).when(monthly.earn(10, day(20), { earnedAt: day(0) })).thenLike({ effectiveAt: day(0), data: { lot: { earnedAt: day(0), availableAt: day(0) } } });
    const lapsed = given(account).when(monthly.earn(10, day(40), { earnedAt: day(0) }));
    lapsed.thenLike({ type: 'points.earned.v1', effectiveAt: day(0) }, { type: 'points.expired.v1', effectiveAt: '2026-04-10T12:00:00.000Z', data: { points: 10, lots: [{ lotId: 'L1', points: 10 }] } });
    expect(balances(lapsed.state)).toEqual([0, 0, 0, 0]);
  });

  it('never makes points available before they were earned', () => {
    given(account).when(earn(10, day(1), { availableAt: day(-9) })).thenLike({ data: { lot: { earnedAt: day(1), availableAt: day(1) } } });
  });
});

describe('pending points', () => {
  const waiting = given(account).commands(earn(100, day(0), { availableAt: day(14) }));

  it('cannot be spent before their instant, and can be at it', () => {
    waiting.when(redeem(1, '2026-03-24T11:59:59.999Z' as never)).thenRefused('insufficient_points', { points: 1, available: 0, missing: 1 });
    waiting.when(redeem(100, day(14))).thenLike(
      { type: 'points.activated.v1', effectiveAt: day(14), data: { points: 100, postings: { pending: -100, available: 100 } } },
      { type: 'points.redeemed.v1', data: { points: 100 } },
    );
  });

  it('are available by the clock alone, written down or not', () => {
    const { state } = waiting.when(settle(day(13)));
    expect(nextDueAt(state)).toBe(day(14));
    expect(balances(settledAt(ID, state, day(13)))).toEqual([100, 0, 0, 0]);
    expect(balances(settledAt(ID, state, day(14)))).toEqual([0, 100, 0, 0]);
  });

  it('wait for an event, at the latest until their day', () => {
    const awaiting = given(account).commands(earn(70, day(0), { awaits: 'order.fulfilled', availableAt: day(30) }), earn(5, day(0), { awaits: 'order.fulfilled' }));
    awaiting.when(awaken(['L1', 'L2'], day(3))).thenLike({ type: 'points.activated.v1', effectiveAt: day(3), data: { points: 75, lots: [{ lotId: 'L1', points: 70 }, { lotId: 'L2', points: 5 }] } });
    awaiting.when(settle(day(31))).thenLike({ type: 'points.activated.v1', effectiveAt: day(30), data: { points: 70 } });
    awaiting.commands(awaken(['L1'], day(3))).when(awaken(['L1'], day(4))).thenNothing();
    awaiting.when(awaken(['L9'], day(3))).thenNothing();
  });

  it('that only wait for their day are not woken by an event', () => {
    waiting.when(awaken(['L1'], day(3))).thenNothing();
  });

  it('recorded after their day are not pending any more', () => {
    given(account).when(earn(10, day(40), { earnedAt: day(0), awaits: 'order.fulfilled', availableAt: day(30) }))
      .thenLike({ data: { lot: { lotId: 'L1', availableAt: day(30) }, postings: { available: 10 } } });
  });

  it('that lapse before, or at the instant when they would be available, never are', () => {
    for (const expiresAt of [day(13), day(14)]) {
      given(account).commands(earn(100, day(0), { availableAt: day(14), expiresAt })).when(settle(day(20)))
        .thenLike({ type: 'points.expired.v1', effectiveAt: expiresAt, data: { points: 100, postings: { pending: -100, expired: 100 } } });
    }
    const both = given(account).commands(earn(100, day(0), { availableAt: day(13), expiresAt: day(14) })).when(settle(day(20)));
    expect(told(both.events)).toEqual(['activated 100', 'expired 100']);
  });

  it('taken back before their day are not activated', () => {
    const { state } = waiting.commands(clawBack('L1', 100, day(5))).when(settle(day(20)));
    expect([balances(state), nextDueAt(state)]).toEqual([[0, 0, 0, 0], undefined]);
  });
});
