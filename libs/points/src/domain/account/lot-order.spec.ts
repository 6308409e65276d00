import type { LotSlice } from '@loyalty/contracts';
import { FAR_FUTURE } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { account } from './account';
import { balances, brief, day, find, ID, member, told } from './account.fixture';
import { settledAt } from './due';
import { byExpiry, inserted, stretch, withSlices, without } from './lots';

const { earn, hold, redeem, settle, transferIn } = member();

describe('the order in which lots are taken', () => {
  it('is earliest expiry first, never-expiring last, whatever the order of earning', () => {
    const { events } = given(account)
      .commands(earn(10, day(0)), earn(20, day(1), { expiresAt: day(60) }), earn(30, day(2), { expiresAt: day(30) }))
      .when(redeem(55, day(3)));
    expect(brief(find(events, 'points.redeemed.v1').data.slices)).toEqual(['L3:30', 'L2:20', 'L1:5']);
  });

  it('is earliest earned first at one expiry', () => {
    const { events } = given(account)
      .commands(earn(10, day(5), { expiresAt: day(60) }), earn(10, day(5), { earnedAt: day(4), expiresAt: day(60) }))
      .when(redeem(15, day(6)));
    expect(brief(find(events, 'points.redeemed.v1').data.slices)).toEqual(['L2:10', 'L1:5']);
  });

  it('is by lot id in the order of giving at last: L2 before L10, L10.2 before L10.10', () => {
    const at = day(0);
    const lots = ['L10.10', 'L10', 'L2', 'L10.2', 'L100'].map((lotId): LotSlice => ({ lotId, points: 1, earnedAt: at }));
    expect(lots.toSorted(byExpiry).map(({ lotId }) => lotId)).toEqual(['L2', 'L10', 'L10.2', 'L10.10', 'L100']);
  });

  it('puts a new lot in its place', () => {
    const lots = [3, 5, 9].map((days) => ({ lotId: `L${days}`, points: 1, earnedAt: day(0), expiresAt: day(days) }));
    const put = (days: number) => inserted(lots, { lotId: 'L20', points: 1, earnedAt: day(0), expiresAt: day(days) }, byExpiry).map(({ lotId }) => lotId);
    expect([put(1), put(4), put(9), put(10)]).toEqual([
      ['L20', 'L3', 'L5', 'L9'], ['L3', 'L20', 'L5', 'L9'], ['L3', 'L5', 'L9', 'L20'], ['L3', 'L5', 'L9', 'L20'],
    ]);
  });
});

describe('lots', () => {
  const lots = [['L1', 40], ['L2', 60]].map(([lotId, points]) => ({ lotId: lotId as string, points: points as number, earnedAt: day(0), availableAt: day(0) }));

  it('lose what is taken, and are gone when they are empty', () => {
    expect(brief(without(lots, [{ lotId: 'L1', points: 40 }, { lotId: 'L2', points: 5 }]))).toEqual(['L2:55']);
    expect(without(lots, [])).toBe(lots);
  });

  it('get back what is theirs, and open again where they were closed', () => {
    const back = withSlices(without(lots, [{ lotId: 'L1', points: 40 }]), [{ ...lots[0]!, points: 10 }, { ...lots[1]!, points: 1 }], day(7));
    expect(back).toEqual([{ lotId: 'L1', points: 10, earnedAt: day(0), availableAt: day(7) }, { lotId: 'L2', points: 61, earnedAt: day(0), availableAt: day(7) }]);
  });

  it('are cut where a count falls inside one', () => {
    expect(brief(stretch(lots, 10, 50))).toEqual(['L1:30', 'L2:10']);
    expect(brief(stretch(lots, 0, 40))).toEqual(['L1:40']);
    expect(brief(stretch(lots, 40, 100))).toEqual(['L2:60']);
  });
});

describe('expiry', () => {
  const lapsing = given(account).commands(earn(100, day(0), { expiresAt: day(30) }), earn(50, day(1)));

  it('takes a lot away at its instant, not before', () => {
    const justBefore = '2026-04-09T11:59:59.999Z' as ReturnType<typeof day>;
    lapsing.when(redeem(150, justBefore)).thenLike({ type: 'points.redeemed.v1', data: { points: 150 } });
    lapsing.when(redeem(51, day(30))).thenRefused('insufficient_points', { points: 51, available: 50, missing: 1 });
  });

  it('counts by the clock, whether or not it has been written', () => {
    const { state } = lapsing.when(earn(1, day(2)));
    expect([29, 30].map((days) => balances(settledAt(ID, state, day(days))))).toEqual([[0, 151, 0, 0], [0, 51, 0, 0]]);
  });

  it('never comes to points without one, not even at the end of time', () => {
    const { state } = lapsing.when(earn(1, day(2)));
    expect(balances(settledAt(ID, state, FAR_FUTURE))).toEqual([0, 51, 0, 0]);
  });

  it('is written with its own instant, lot by lot in the order of time, before what comes after it', () => {
    const { events } = lapsing.commands(earn(7, day(2), { expiresAt: day(20) }), earn(3, day(2), { expiresAt: day(20) })).when(redeem(50, day(90)));
    expect(told(events)).toEqual(['expired 10', 'expired 100', 'redeemed 50']);
    expect(events.map(({ effectiveAt }) => effectiveAt)).toEqual([day(20), day(30), day(90)]);
    expect(find(events, 'points.expired.v1').data).toMatchObject({ lots: [{ lotId: 'L3', points: 7 }, { lotId: 'L4', points: 3 }], postings: { available: -10, expired: 10 } });
  });

  it('of what is left of a lot: half a lot lapses when half was spent', () => {
    lapsing.commands(redeem(60, day(10))).when(settle(day(31))).thenLike({ type: 'points.expired.v1', data: { points: 40 } });
  });

  it('of a hold and a lot at the same instant: what was held of that lot lapses with it', () => {
    const { events } = lapsing.commands(hold(80, day(30 - 1 / 96))).when(settle(day(30)));
    expect(events.map(({ effectiveAt }) => effectiveAt)).toEqual([day(30), day(30)]);
    expect(told(events)).toEqual(['released 80', 'expired 20']);
    expect(find(events, 'points.released.v1').data).toMatchObject({ released: [], expired: [{ lotId: 'L1', points: 80 }], postings: { held: -80, available: 0, expired: 80 } });
  });

  it('keeps apart what came in by transfer', () => {
    const slices = [{ lotId: 'L7', points: 5, earnedAt: day(-30), expiresAt: day(2) }, { lotId: 'L8', points: 6, earnedAt: day(-20) }];
    given(account).commands(transferIn(slices, day(0))).when(settle(day(3))).thenLike({ type: 'points.expired.v1', effectiveAt: day(2), data: { points: 5, lots: [{ lotId: 'L1.1', points: 5 }] } });
  });
});
