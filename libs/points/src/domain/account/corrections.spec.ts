import { given } from '@loyalty/testing';
import { account, accountStream } from './account';
import { aWallet, balances, brief, day, find, ID, member, told } from './account.fixture';

const { earn, hold, redeem, adjust, transferOut, transferIn, freeze, unfreeze, moveExpiry, settle } = member();
const monthly = member(aWallet({ expiry: { kind: 'rolling', months: 1 } }));

describe('a correction by a person', () => {
  it('credits a lot of its own, with who knows why', () => {
    given(account).when(monthly.adjust(50, day(0), { ticket: 'T-7' })).thenLike({
      type: 'points.adjusted.v1', effectiveAt: day(0),
      data: {
        ...ID, points: 50, reasonCode: 'goodwill', text: 'sorry', ticket: 'T-7', slices: [],
        lot: { lotId: 'L1', points: 50, earnedAt: day(0), availableAt: day(0), expiresAt: day(31) }, postings: { adjusted: -50, available: 50 },
      },
    });
  });

  it('debits the lots in order', () => {
    const { events, state } = given(account).commands(earn(30, day(0)), earn(30, day(0), { expiresAt: day(9) })).when(adjust(-40, day(1)));
    expect(find(events, 'points.adjusted.v1').data).toMatchObject({ points: -40, postings: { available: -40, adjusted: 40 } });
    expect([brief(find(events, 'points.adjusted.v1').data.slices), brief(state.lots)]).toEqual([['L2:30', 'L1:10'], ['L1:20']]);
  });

  it('is refused for nothing, below zero, for fractions, and with an expiry in the past', () => {
    given(account).when(adjust(0, day(0))).thenRefused('nothing_to_adjust');
    given(account).commands(earn(10, day(0))).when(adjust(-11, day(0))).thenRefused('insufficient_points', { points: 11, available: 10, missing: 1 });
    for (const points of [1.5, -1.5, 1e15, -1e15]) given(account).when(adjust(points, day(0))).thenRefused('amount_invalid');
    given(account).when(adjust(5, day(1), { expiresAt: day(1) })).thenRefused('expiry_in_the_past');
  });

  it('may take and give whatever is frozen', () => {
    given(account).commands(freeze('both', day(0))).when(adjust(5, day(1))).thenLike({ data: { points: 5 } });
  });
});

describe('a transfer', () => {
  const history = given(account).commands(earn(100, day(0), { expiresAt: day(30) }), earn(50, day(1)));

  it('takes half a lot and leaves the other half', () => {
    const { events, state } = history.when(transferOut(130, day(2)));
    expect(find(events, 'points.transferred.out.v1').data).toMatchObject({ transferId: 'T1', to: 'm2', points: 130, postings: { available: -130, adjusted: 130 } });
    expect([brief(find(events, 'points.transferred.out.v1').data.slices), brief(state.lots)]).toEqual([['L1:100', 'L2:30'], ['L2:20']]);
  });

  it('keeps when the points were earned and when they lapse, and names the lots they came from', () => {
    const { slices } = find(history.when(transferOut(130, day(2))).events, 'points.transferred.out.v1').data;
    const { events, state } = given(account).when(transferIn(slices, day(2)));
    expect(find(events, 'points.transferred.in.v1').data).toMatchObject({
      from: 'm2', points: 130, postings: { adjusted: -130, available: 130 },
      lots: [
        { lotId: 'L1.1', fromLotId: 'L1', points: 100, earnedAt: day(0), availableAt: day(2), expiresAt: day(30) },
        { lotId: 'L1.2', fromLotId: 'L2', points: 30, earnedAt: day(1), availableAt: day(2) },
      ],
    });
    expect(balances(state)).toEqual([0, 130, 0, 0]);
    expect(state.lots.some((lot) => 'fromLotId' in lot)).toBe(false);
  });

  it('names a single lot after its event alone', () => {
    given(account).when(transferIn([{ lotId: 'L9', points: 5, earnedAt: day(0) }], day(2))).thenLike({ data: { lots: [{ lotId: 'L1', fromLotId: 'L9' }] } });
  });

  it('is refused beyond what is available, to oneself, and where either side is frozen', () => {
    history.commands(hold(150, day(1))).when(transferOut(1, day(1))).thenRefused('insufficient_points', { available: 0 });
    history.when(transferOut(1, day(2), { to: 'm1' })).thenRefused('same_member');
    history.when(transferOut(0, day(2))).thenRefused('amount_invalid');
    history.commands(freeze('spending', day(1))).when(transferOut(1, day(2))).thenRefused('account_frozen', { side: 'spending' });
    given(account).commands(freeze('earning', day(1))).when(transferIn([{ lotId: 'L9', points: 5, earnedAt: day(0) }], day(2))).thenRefused('account_frozen', { side: 'earning' });
  });

  it('of pending points is not possible', () => {
    given(account).commands(earn(100, day(0), { availableAt: day(9) })).when(transferOut(1, day(1))).thenRefused('insufficient_points');
  });
});

describe('freezing', () => {
  it('stops spending, earning or both, and says so once', () => {
    given(account).when(freeze('both', day(0))).thenLike({ type: 'points.frozen.v1', data: { scope: 'both', reasonCode: 'review', postings: {} } });
    given(account).commands(freeze('both', day(0))).when(freeze('spending', day(1))).thenNothing();
    expect(given(account).commands(freeze('spending', day(0))).when(freeze('both', day(1))).state.frozen).toEqual({ spending: true, earning: true });
  });

  it('ends side by side', () => {
    const both = given(account).commands(freeze('both', day(0)));
    expect(both.when(unfreeze('spending', day(1))).state.frozen).toEqual({ spending: false, earning: true });
    both.commands(unfreeze('both', day(1))).when(unfreeze('earning', day(2))).thenNothing();
    given(account).when(unfreeze('both', day(1))).thenNothing();
  });

  it('does not stop the clock', () => {
    given(account).commands(earn(10, day(0), { expiresAt: day(5) }), freeze('both', day(1))).when(settle(day(6))).thenLike({ type: 'points.expired.v1', effectiveAt: day(5) });
  });
});

describe('moving the expiry of lots by hand', () => {
  const history = given(account).commands(earn(10, day(0), { expiresAt: day(5) }), earn(20, day(0), { expiresAt: day(9) }), earn(30, day(0), { availableAt: day(7), expiresAt: day(8) }));

  it('puts them in their new place', () => {
    const { state } = history.when(moveExpiry(['L1', 'L3'], day(40), day(1)));
    expect(state.lots).toMatchObject([{ lotId: 'L2' }, { lotId: 'L1', expiresAt: day(40) }]);
    expect(state.pending).toMatchObject([{ lotId: 'L3', expiresAt: day(40) }]);
  });

  it('may let them never lapse', () => {
    expect(brief(history.when(moveExpiry(['L1'], undefined, day(1))).state.lots)).toEqual(['L2:20', 'L1:10']);
    expect(history.when(moveExpiry(['L1'], undefined, day(1))).state.lots[1]).not.toHaveProperty('expiresAt');
  });

  it('reaches what is held of them', () => {
    const { events } = history.commands(hold(4, day(1)), moveExpiry(['L1'], day(40), day(1))).when(settle(day(6)));
    expect(find(events, 'points.released.v1').data).toMatchObject({ released: [{ lotId: 'L1', points: 4, expiresAt: day(40) }], expired: [] });
  });

  it('is refused for lots that are not open, and into the past', () => {
    history.when(moveExpiry(['L1', 'L7'], day(40), day(1))).thenRefused('lot_not_open', { lots: ['L7'] });
    history.when(moveExpiry(['L1'], day(40), day(5))).thenRefused('lot_not_open', { lots: ['L1'] });
    history.when(moveExpiry(['L1'], day(1), day(1))).thenRefused('expiry_in_the_past');
  });
});

describe('an account', () => {
  it('has a stream of its wallet and member', () => {
    expect(accountStream(ID).name).toBe('pointsAccount-points.m1');
  });

  it('writes what the clock brought about before the command, and nothing of either when the command is refused', () => {
    const history = given(account).commands(earn(10, day(0), { expiresAt: day(5) }), earn(10, day(0)));
    expect(told(history.when(redeem(10, day(6))).events)).toEqual(['expired 10', 'redeemed 10']);
    history.when(redeem(11, day(6))).thenRefused('insufficient_points', { available: 10 });
  });

  it('has nothing to write when nothing is due', () => {
    given(account).when(settle(day(0))).thenNothing();
    given(account).commands(earn(10, day(0))).when(settle(day(900))).thenNothing();
  });
});
