import { given } from '@loyalty/testing';
import { account } from './account';
import { aWallet, balances, brief, day, find, ID, member, NOON, ORDER, told } from './account.fixture';
import { settledAt } from './due';

const { earn, hold, redeem, capture, release, settle, freeze, clawBack } = member(aWallet({ debt: 'allowed' }));
const minutes = (count: number) => day(1 + count / 1440);

/** 100 points that lapse on day 30 and 50 that never do; 120 of them held on day 1 for 15 minutes as H3. */
const two = given(account).commands(earn(100, day(0), { expiresAt: day(30) }), earn(50, day(0)));
const held = two.commands(hold(120, day(1)));

describe('a hold', () => {
  it('sets points aside: less is available, the balance stays, and the slices are kept', () => {
    const decision = two.when(hold(120, day(1)));
    decision.thenLike({
      type: 'points.held.v1', effectiveAt: day(1),
      data: { ...ID, holdId: 'H3', points: 120, expiresAt: minutes(15), day: '2026-03-11', reference: ORDER, postings: { available: -120, held: 120 } },
    });
    expect(brief(find(decision.events, 'points.held.v1').data.slices)).toEqual(['L1:100', 'L2:20']);
    expect(balances(decision.state)).toEqual([0, 30, 120, 0]);
  });

  it('ends at whole steps of time where other things are to end with it', () => {
    const end = (changes: object) => find(two.when(hold(10, day(1), { seconds: 901, ...changes })).events, 'points.held.v1').data.expiresAt;
    expect([end({}), end({ endStepSeconds: 1 }), end({ endStepSeconds: 10 }), end({ endStepSeconds: 3_600 })]).toEqual([minutes(901 / 60), minutes(901 / 60), minutes(910 / 60), minutes(60)]);
  });

  it('is refused beyond what is available, too long, of no length, or one too many', () => {
    held.when(hold(31, day(1))).thenRefused('insufficient_points', { available: 30, missing: 1 });
    two.when(hold(1, day(1), { seconds: 3_601 })).thenRefused('hold_too_long', { maximum: 3_600 });
    for (const seconds of [0, -60, 0.5]) two.when(hold(1, day(1), { seconds })).thenRefused('amount_invalid', { field: 'seconds' });
    two.commands(hold(1, day(1)), hold(1, day(1)), hold(1, day(1))).when(hold(1, day(1))).thenRefused('too_many_open_holds', { open: 3, limit: 3 });
    two.commands(freeze('spending', day(1))).when(hold(1, day(1))).thenRefused('account_frozen');
  });

  it('is captured whole: the points are redeemed from the slices that were held', () => {
    const { events, state } = held.when(capture('H3', minutes(5)));
    expect(find(events, 'points.captured.v1').data).toMatchObject({ redemptionId: 'R4', points: 120, released: [], expired: [], reference: ORDER, postings: { held: -120, redeemed: 120, available: 0, expired: 0 } });
    expect([balances(state), brief(state.lots)]).toEqual([[0, 30, 0, 0], ['L2:30']]);
  });

  it('is captured in part: first what lapses first, and the rest goes back to its lots', () => {
    const { events, state } = held.when(capture('H3', minutes(5), { points: 90 }));
    const { slices, released } = find(events, 'points.captured.v1').data;
    expect([brief(slices), brief(released)]).toEqual([['L1:90'], ['L1:10', 'L2:20']]);
    expect(brief(state.lots)).toEqual(['L1:10', 'L2:50']);
  });

  it('is not captured beyond what it holds, nor for nothing', () => {
    held.when(capture('H3', minutes(5), { points: 121 })).thenRefused('above_hold', { points: 121, held: 120 });
    held.when(capture('H3', minutes(5), { points: 0 })).thenRefused('amount_invalid');
  });

  it('is given back untouched by a release', () => {
    const { events, state } = held.when(release('H3', minutes(5)));
    expect(find(events, 'points.released.v1').data).toMatchObject({ reason: 'released', points: 120, postings: { held: -120, available: 120, expired: 0 } });
    expect([brief(state.lots), state.holds]).toEqual([['L1:100', 'L2:50'], []]);
  });

  it('runs out at its instant by the clock alone', () => {
    const { state } = two.when(hold(120, day(1)));
    expect([14.99, 15].map((time) => balances(settledAt(ID, state, minutes(time))))).toEqual([[0, 30, 120, 0], [0, 150, 0, 0]]);
    held.when(settle(minutes(60))).thenLike({ type: 'points.released.v1', effectiveAt: minutes(15), data: { reason: 'hold_expired' } });
  });

  it('is resolved once: captured, released or run out, it is not open any more', () => {
    held.when(capture('H3', minutes(15))).thenRefused('hold_not_open', { holdId: 'H3' });
    held.commands(capture('H3', minutes(1))).when(release('H3', minutes(2))).thenRefused('hold_not_open');
    held.commands(release('H3', minutes(1))).when(capture('H3', minutes(2))).thenRefused('hold_not_open');
    held.when(capture('H9', minutes(1))).thenRefused('hold_not_open');
  });

  it('may be captured while the account is frozen: what was promised is kept', () => {
    held.commands(freeze('both', minutes(1))).when(capture('H3', minutes(2))).thenLike({ type: 'points.captured.v1', data: { points: 120 } });
  });
});

describe('points held past the expiry of their lot', () => {
  const late = given(account).commands(earn(100, day(0), { expiresAt: minutes(5) }), earn(50, day(0)), hold(120, day(1)));

  it('can still be captured', () => {
    const { events, state } = late.when(capture('H3', minutes(10)));
    expect(find(events, 'points.captured.v1').data).toMatchObject({ points: 120, expired: [] });
    expect(balances(state)).toEqual([0, 30, 0, 0]);
  });

  it('lapse when they are released, run out or are left over by a capture', () => {
    late.when(release('H3', minutes(10))).thenLike({ data: { points: 120, released: [{ lotId: 'L2', points: 20 }], expired: [{ lotId: 'L1', points: 100 }], postings: { held: -120, available: 20, expired: 100 } } });
    late.when(settle(minutes(30))).thenLike({ type: 'points.released.v1', data: { released: [{ lotId: 'L2', points: 20 }], expired: [{ lotId: 'L1', points: 100 }] } });
    const { data } = find(late.when(capture('H3', minutes(10), { points: 30 })).events, 'points.captured.v1');
    expect([brief(data.slices), brief(data.released), brief(data.expired)]).toEqual([['L1:30'], ['L2:20'], ['L1:70']]);
  });
});

describe('a hold and a debt', () => {
  it('held points are not taken by a claw-back, but pay the debt as soon as they are given back', () => {
    const owing = given(account).commands(earn(100, day(0)), hold(100, day(1)), clawBack('L1', 60, minutes(1)));
    const { events, state } = owing.when(release('H2', minutes(2)));
    expect(told(events)).toEqual(['released 100', 'debt.paid 60']);
    expect(balances(state)).toEqual([0, 40, 0, 0]);
    expect(balances(owing.when(capture('H2', minutes(2))).state)).toEqual([0, 0, 0, -60]);
    const ranOut = owing.when(settle(day(9)));
    expect(ranOut.events.map(({ effectiveAt }) => effectiveAt)).toEqual([minutes(15), minutes(15)]);
  });
});

describe('the most per day', () => {
  const limited = member(aWallet({ zone: 'Asia/Jerusalem', spending: { maximumPointsPerDay: 100 } }));
  const rich = given(account).commands(limited.earn(1_000, NOON));

  it('counts holds and redemptions of the local day together', () => {
    rich.commands(limited.hold(60, day(1)), limited.redeem(30, day(1))).when(limited.redeem(11, day(1))).thenRefused('above_day_maximum', { points: 11, left: 10 });
    rich.commands(limited.redeem(100, '2026-03-11T21:59:59.999Z' as never)).when(limited.redeem(100, '2026-03-11T22:00:00.000Z' as never)).thenLike({ data: { day: '2026-03-12' } });
  });

  it('gets back what a hold did not take', () => {
    rich.commands(limited.hold(100, day(1)), limited.release('H2', minutes(1))).when(limited.redeem(100, minutes(2))).thenLike({ data: { points: 100 } });
    rich.commands(limited.hold(100, day(1)), limited.capture('H2', minutes(1), { points: 70 })).when(limited.redeem(31, minutes(2))).thenRefused('above_day_maximum', { left: 30 });
    rich.commands(limited.hold(100, day(1)), limited.capture('H2', minutes(1))).when(limited.redeem(1, minutes(2))).thenRefused('above_day_maximum', { left: 0 });
  });

  it('is not given back of a hold of another day', () => {
    const overnight = rich.commands(limited.hold(100, '2026-03-11T21:55:00.000Z' as never), limited.redeem(40, '2026-03-11T22:01:00.000Z' as never));
    overnight.commands(limited.release('H2', '2026-03-11T22:02:00.000Z' as never)).when(redeem(1, '2026-03-11T22:03:00.000Z' as never)).thenLike({ data: { points: 1 } });
    expect(overnight.when(limited.release('H2', '2026-03-11T22:02:00.000Z' as never)).state.spent).toEqual({ day: '2026-03-12', points: 40 });
  });
});
