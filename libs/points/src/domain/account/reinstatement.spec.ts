import type { LotSlice } from '@loyalty/contracts';
import { given } from '@loyalty/testing';
import { account } from './account';
import { aWallet, balances, brief, day, find, ID, member, told } from './account.fixture';

const { earn, hold, redeem, capture, reinstate, clawBack, moveExpiry } = member(aWallet({ debt: 'allowed' }));
const graceful = member(aWallet({ reinstatementGraceDays: 7 }));

/** 40 that lapse on day 10 and 60 that lapse on day 30; 70 of them spent on day 1. */
const history = given(account).commands(earn(40, day(0), { expiresAt: day(10) }), earn(60, day(0), { expiresAt: day(30) }));
const taken: LotSlice[] = [
  { lotId: 'L1', points: 40, earnedAt: day(0), expiresAt: day(10) },
  { lotId: 'L2', points: 30, earnedAt: day(0), expiresAt: day(30) },
];
const spent = history.commands(redeem(70, day(1)));

describe('giving spent points back', () => {
  it('puts them into the lots they came from, with their expiry', () => {
    const { events, state } = spent.when(reinstate('R3', 70, taken, day(2)));
    expect(find(events, 'points.reinstated.v1')).toMatchObject({ effectiveAt: day(2), data: { ...ID, redemptionId: 'R3', points: 70, slices: taken, expired: [], postings: { redeemed: -70, available: 70, expired: 0 } } });
    expect(state.lots).toMatchObject([{ lotId: 'L1', points: 40, expiresAt: day(10) }, { lotId: 'L2', points: 60, expiresAt: day(30) }]);
  });

  it('goes by stretches: what was taken first comes back first, each part once', () => {
    const first = spent.commands(reinstate('R3', 50, taken, day(2)));
    expect(brief(find(spent.when(reinstate('R3', 50, taken, day(2))).events, 'points.reinstated.v1').data.slices)).toEqual(['L1:40', 'L2:10']);
    expect(brief(find(first.when(reinstate('R3', 20, taken, day(3), { givenBack: 50 })).events, 'points.reinstated.v1').data.slices)).toEqual(['L2:20']);
    first.when(reinstate('R3', 21, taken, day(3), { givenBack: 50 })).thenRefused('above_original', { original: 70, givenBack: 50 });
  });

  it('lets points lapse whose lot has lapsed meanwhile, in a wallet without grace', () => {
    const { events, state } = spent.when(reinstate('R3', 70, taken, day(10)));
    expect(told(events)).toEqual(['reinstated 70']);
    expect(find(events, 'points.reinstated.v1').data).toMatchObject({ slices: [{ lotId: 'L2', points: 30 }], expired: [{ lotId: 'L1', points: 40 }], postings: { redeemed: -70, available: 30, expired: 40 } });
    expect(balances(state)).toEqual([0, 60, 0, 0]);
  });

  it('gives such points days of grace as a lot of their own', () => {
    const { events, state } = spent.when(graceful.reinstate('R3', 70, taken, day(12)));
    expect(find(events, 'points.reinstated.v1').data).toMatchObject({ expired: [], postings: { redeemed: -70, available: 70, expired: 0 } });
    expect(state.lots).toMatchObject([{ lotId: 'L4.1', points: 40, earnedAt: day(0), availableAt: day(12), expiresAt: day(19) }, { lotId: 'L2', points: 60 }]);
    expect(balances(spent.commands(graceful.reinstate('R3', 70, taken, day(12))).when(graceful.settle(day(19))).state)).toEqual([0, 60, 0, 0]);
  });

  it('follows a lot whose expiry was moved meanwhile, also one that is held as a whole', () => {
    const moved = spent.commands(moveExpiry(['L2'], day(60), day(2)));
    expect(moved.when(reinstate('R3', 30, taken, day(40), { givenBack: 40 })).state.lots).toMatchObject([{ lotId: 'L2', points: 60, expiresAt: day(60) }]);
    const held = moved.commands(hold(30, day(39), { seconds: 3_600 }));
    const { events } = held.when(reinstate('R3', 30, taken, day(39), { givenBack: 40 }));
    expect(find(events, 'points.reinstated.v1').data.slices).toMatchObject([{ lotId: 'L2', points: 30, expiresAt: day(60) }]);
  });

  it('works for a captured hold too', () => {
    const captured = history.commands(hold(70, day(1)), capture('H3', day(1), { points: 45 }));
    const slices = find(history.commands(hold(70, day(1))).when(capture('H3', day(1), { points: 45 })).events, 'points.captured.v1').data.slices;
    expect(balances(captured.when(reinstate('R4', 45, slices, day(2))).state)).toEqual([0, 100, 0, 0]);
  });

  it('pays a debt first', () => {
    const owing = spent.commands(clawBack('L2', 60, day(1)));
    const { events, state } = owing.when(reinstate('R3', 70, taken, day(2)));
    expect(told(events)).toEqual(['reinstated 70', 'debt.paid 30']);
    expect(brief(state.lots)).toEqual(['L1:10', 'L2:30']);
  });

  it('is refused for nothing', () => {
    spent.when(reinstate('R3', 0, taken, day(2))).thenRefused('amount_invalid');
  });
});
