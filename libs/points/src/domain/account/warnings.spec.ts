import { given } from '@loyalty/testing';
import { account } from './account';
import { aWallet, day, ID, member } from './account.fixture';

const { earn, redeem, settle, moveExpiry } = member(aWallet({ warningDays: [30, 7, 1] }));

/** 100 points lapse on day 60, 50 on day 63. */
const history = given(account).commands(earn(60, day(0), { expiresAt: day(60) }), earn(40, day(0), { expiresAt: day(60) }), earn(50, day(0), { expiresAt: day(63) }));
const warning = (points: number, expiresAt: string, daysBefore: number) => ({ type: 'points.expiry.warned.v1', data: { ...ID, points, expiresAt, daysBefore, postings: {} } });

describe('a warning of expiry', () => {
  it('comes so many days before, with all that lapses at that instant', () => {
    history.when(settle(day(29.99))).thenNothing();
    history.when(settle(day(30))).thenLike({ ...warning(100, day(60), 30), effectiveAt: day(30) });
  });

  it('comes once for each of the days', () => {
    const warned = history.commands(settle(day(30)));
    warned.when(settle(day(31))).thenNothing();
    warned.when(settle(day(53))).thenLike(warning(100, day(60), 7), warning(50, day(63), 30));
    warned.commands(settle(day(53))).when(settle(day(59))).thenLike(warning(100, day(60), 1), warning(50, day(63), 7));
  });

  it('comes for each expiry, not only for the next one', () => {
    history.commands(settle(day(30))).when(settle(day(33))).thenLike(warning(50, day(63), 30));
  });

  it('says the nearest day only, when one was missed', () => {
    history.when(settle(day(59))).thenLike(warning(100, day(60), 1), warning(50, day(63), 7));
  });

  it('is not repeated because points with an earlier expiry came and went', () => {
    const warned = history.commands(settle(day(53)), earn(5, day(54), { expiresAt: day(55) }), settle(day(54)), redeem(5, day(54)));
    warned.when(settle(day(54.5))).thenNothing();
  });

  it('comes anew for an expiry that was moved', () => {
    history.commands(settle(day(53)), moveExpiry(['L1'], day(80), day(54))).when(settle(day(55))).thenLike(warning(60, day(80), 30));
  });

  it('is remembered only as long as it matters', () => {
    const { state } = history.commands(settle(day(30)), settle(day(53)), settle(day(61))).when(settle(day(62)));
    expect(state.warned).toEqual([{ expiresAt: day(63), daysBefore: 1 }]);
  });

  it('says how much is left of the lots', () => {
    history.commands(redeem(80, day(10))).when(settle(day(30))).thenLike(warning(20, day(60), 30));
  });

  it('does not come where the wallet has none, nothing lapses, or no wallet is asked', () => {
    given(account).commands(earn(10, day(0), { expiresAt: day(60) })).when(member().settle(day(59))).thenNothing();
    given(account).commands(earn(10, day(0))).when(settle(day(59))).thenNothing();
    history.when({ kind: 'settle', ...ID, at: day(59) }).thenNothing();
  });
});
