import { given } from '@loyalty/testing';
import { account } from './account';
import { aWallet, balances, brief, day, find, member, told } from './account.fixture';

/** Points lapse at the end of the day, one month after the member last earned or spent. */
const policy = aWallet({ expiry: { kind: 'sliding', months: 1 }, debt: 'allowed', holds: { defaultSeconds: 86_400, maximumSeconds: 90 * 86_400, openMaximum: 3 } });
const { earn, hold, redeem, capture, adjust, moveExpiry, settle, clawBack } = member(policy);
const history = given(account).commands(earn(100, day(0)));

describe('an expiry that slides with activity', () => {
  it('begins a month after earning, at the end of that day', () => {
    given(account).when(earn(100, day(0))).thenLike({ data: { lot: { expiresAt: '2026-04-11T00:00:00.000Z', sliding: true } } });
  });

  it('moves on for all open lots when the member earns or spends', () => {
    const { events, state } = history.when(earn(5, day(10)));
    expect(told(events)).toEqual(['earned 5', 'lot.expiry.moved']);
    expect(find(events, 'points.lot.expiry.moved.v1').data).toMatchObject({ lots: 'sliding', expiresAt: '2026-04-21T00:00:00.000Z', reasonCode: 'activity', postings: {} });
    expect(state.lots.map(({ expiresAt }) => expiresAt)).toEqual(['2026-04-21T00:00:00.000Z', '2026-04-21T00:00:00.000Z']);
    expect(told(history.when(redeem(5, day(10))).events)).toEqual(['redeemed 5', 'lot.expiry.moved']);
    expect(told(history.commands(hold(5, day(10))).when(capture('H2', day(10.5))).events)).toEqual(['captured 5', 'lot.expiry.moved']);
  });

  it('is written at most once a day, and never when nothing is left to move', () => {
    expect(told(history.commands(redeem(5, day(10))).when(redeem(5, day(10.25))).events)).toEqual(['redeemed 5']);
    expect(told(history.when(redeem(100, day(10))).events)).toEqual(['redeemed 100']);
  });

  it('is not moved by a hold, a claw-back or a correction', () => {
    expect(told(history.when(hold(5, day(10))).events)).toEqual(['held 5']);
    expect(told(history.when(clawBack('L1', 5, day(10))).events)).toEqual(['clawed.back 5']);
    expect(told(history.when(adjust(5, day(10))).events)).toEqual(['adjusted 5']);
  });

  it('moves points that are held, and what a capture gives back', () => {
    const held = history.commands(hold(100, day(10), { seconds: 60 * 86_400 }));
    const { state, events } = held.when(capture('H2', day(20), { points: 60 }));
    expect(told(events)).toEqual(['captured 60', 'lot.expiry.moved']);
    expect(state.lots).toMatchObject([{ lotId: 'L1', points: 40, expiresAt: '2026-05-01T00:00:00.000Z' }]);
    const other = held.when(earn(1, day(20)));
    expect(other.state.holds[0]!.slices).toMatchObject([{ lotId: 'L1', expiresAt: '2026-05-01T00:00:00.000Z' }]);
  });

  it('moves pending lots too', () => {
    const { state } = given(account).commands(earn(100, day(0), { awaits: 'order.fulfilled' })).when(earn(1, day(20)));
    expect(state.pending).toMatchObject([{ lotId: 'L1', expiresAt: '2026-05-01T00:00:00.000Z' }]);
  });

  it('belongs to points credited by hand as well', () => {
    const { state } = history.commands(adjust(7, day(1))).when(redeem(1, day(20)));
    expect(state.lots.map(({ expiresAt }) => expiresAt)).toEqual(['2026-05-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z']);
  });

  it('leaves alone what somebody gave an expiry of its own', () => {
    const { state } = given(account).commands(earn(7, day(1), { expiresAt: day(25) })).when(earn(1, day(20)));
    expect(state.lots).toMatchObject([{ lotId: 'L1', expiresAt: day(25) }, { lotId: 'L2' }]);
  });

  it('never goes back: a shorter policy, or a lot that was told never to lapse, stays', () => {
    const yearly = member(aWallet({ expiry: { kind: 'sliding', months: 12 } }));
    const long = given(account).commands(yearly.earn(100, day(0)), earn(10, day(1)), earn(10, day(2)));
    expect(long.when(redeem(5, day(20))).state.lots).toMatchObject([{ lotId: 'L2', points: 5, expiresAt: '2026-05-01T00:00:00.000Z' }, { lotId: 'L3' }, { lotId: 'L1', expiresAt: '2027-03-11T00:00:00.000Z' }]);
    expect(history.commands(moveExpiry(['L1'], undefined, day(1))).when(earn(1, day(20))).state.lots.at(-1)).toEqual({ lotId: 'L1', points: 100, earnedAt: day(0), availableAt: day(0), sliding: true });
  });

  it('comes when nothing was done for a month', () => {
    const { events, state } = history.commands(redeem(10, day(10))).when(settle(day(60)));
    expect(events).toMatchObject([{ type: 'points.expired.v1', effectiveAt: '2026-04-21T00:00:00.000Z', data: { points: 90 } }]);
    expect([balances(state), brief(state.lots)]).toEqual([[0, 0, 0, 0], []]);
  });
});
