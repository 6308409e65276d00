import { given } from '@loyalty/testing';
import { account } from './account';
import { aWallet, balances, brief, day, find, ID, member, told } from './account.fixture';

const owing = member(aWallet({ debt: 'allowed' }));
const { earn, redeem, adjust, clawBack, transferIn, transferOut, awaken, settle } = member();

describe('taking an award back', () => {
  it('takes its pending lot first', () => {
    given(account).commands(earn(100, day(0), { availableAt: day(14) }), earn(500, day(0))).when(clawBack('L1', 60, day(1))).thenLike({
      type: 'points.clawed.back.v1', effectiveAt: day(1),
      data: { ...ID, awardId: 'L1', points: 60, slices: [{ lotId: 'L1', points: 60 }], debt: 0, forgone: 0, postings: { pending: -60, issued: 60 }, balances: { pending: 40, available: 500 } },
    });
  });

  it('takes its own lot, though others lapse earlier', () => {
    const { events } = given(account).commands(earn(50, day(0), { expiresAt: day(5) }), earn(100, day(0))).when(clawBack('L2', 100, day(1)));
    expect(brief(find(events, 'points.clawed.back.v1').data.slices)).toEqual(['L2:100']);
  });

  it('then takes from the others, earliest expiry first', () => {
    const { events, state } = given(account)
      .commands(earn(100, day(0), { expiresAt: day(2) }), earn(40, day(0)), earn(30, day(0), { expiresAt: day(9) }), redeem(80, day(1)))
      .when(clawBack('L1', 100, day(1)));
    expect(brief(find(events, 'points.clawed.back.v1').data.slices)).toEqual(['L1:20', 'L3:30', 'L2:40']);
    expect(find(events, 'points.clawed.back.v1').data).toMatchObject({ points: 90, forgone: 10, debt: 0, postings: { available: -90, issued: 90 } });
    expect(balances(state)).toEqual([0, 0, 0, 0]);
  });

  it('does not touch what waits from other awards', () => {
    const { state } = given(account).commands(earn(10, day(0)), earn(500, day(0), { availableAt: day(14) }), redeem(10, day(1))).when(clawBack('L1', 10, day(2)));
    expect(balances(state)).toEqual([500, 0, 0, 0]);
  });

  it('stops at zero where the wallet allows no debt, and says what it let go', () => {
    given(account).commands(earn(100, day(0)), redeem(100, day(1))).when(clawBack('L1', 100, day(2)))
      .thenLike({ data: { points: 0, slices: [], debt: 0, forgone: 100, postings: { issued: 0 }, balances: { available: 0, debt: 0 } } });
  });

  it('leaves the member owing where the wallet allows it', () => {
    const { events, state } = given(account).commands(owing.earn(100, day(0)), owing.redeem(70, day(1))).when(owing.clawBack('L1', 100, day(2)));
    expect(find(events, 'points.clawed.back.v1').data).toMatchObject({ points: 100, slices: [{ lotId: 'L1', points: 30 }], debt: 70, forgone: 0, postings: { available: -30, debt: -70, issued: 100 } });
    expect(balances(state)).toEqual([0, 0, 0, -70]);
  });

  it('finds the points of an award that were woken since', () => {
    given(account).commands(earn(100, day(0), { awaits: 'order.fulfilled' }), awaken(['L1'], day(1))).when(clawBack('L1', 30, day(2), { occurredAt: day(0) }))
      .thenLike({ effectiveAt: day(1), data: { slices: [{ lotId: 'L1', points: 30 }], postings: { available: -30 } } });
  });

  it('reaches what was transferred away only in what is left here', () => {
    given(account).commands(owing.earn(100, day(0)), owing.transferOut(80, day(1))).when(owing.clawBack('L1', 100, day(2))).thenLike({ data: { slices: [{ lotId: 'L1', points: 20 }], debt: 80 } });
  });

  it('is refused for nothing', () => {
    given(account).commands(earn(100, day(0))).when(clawBack('L1', 0, day(1))).thenRefused('amount_invalid');
  });
});

describe('a debt', () => {
  const indebted = given(account).commands(owing.earn(100, day(0)), owing.redeem(100, day(1)), owing.clawBack('L1', 100, day(2)));

  it('is paid by the next points that come in, in the same breath', () => {
    const { events, state } = indebted.when(owing.earn(130, day(3)));
    expect(told(events)).toEqual(['earned 130', 'debt.paid 100']);
    expect(find(events, 'points.debt.paid.v1')).toMatchObject({ effectiveAt: day(3), data: { slices: [{ lotId: 'L4', points: 100 }], postings: { available: -100, debt: 100 }, balances: { available: 30, debt: 0 } } });
    expect(brief(state.lots)).toEqual(['L4:30']);
  });

  it('is paid in part by fewer points', () => {
    expect(balances(indebted.when(owing.earn(30, day(3))).state)).toEqual([0, 0, 0, -70]);
  });

  it('is paid by a correction and by a transfer alike', () => {
    expect(told(indebted.when(adjust(20, day(3))).events)).toEqual(['adjusted 20', 'debt.paid 20']);
    expect(told(indebted.when(transferIn([{ lotId: 'L8', points: 25, earnedAt: day(0) }], day(3))).events)).toEqual(['transferred.in 25', 'debt.paid 25']);
  });

  it('is paid by pending points when they become available, not before', () => {
    const waiting = indebted.when(owing.earn(60, day(3), { availableAt: day(10) }));
    expect(balances(waiting.state)).toEqual([60, 0, 0, -100]);
    const { events } = indebted.commands(owing.earn(60, day(3), { availableAt: day(10) })).when(settle(day(30)));
    expect(told(events)).toEqual(['activated 60', 'debt.paid 60']);
    expect(events.map(({ effectiveAt }) => effectiveAt)).toEqual([day(10), day(10)]);
  });

  it('is paid by pending points that would lapse before anyone looks', () => {
    const { events, state } = indebted.commands(owing.earn(60, day(3), { availableAt: day(10), expiresAt: day(20) })).when(settle(day(30)));
    expect(told(events)).toEqual(['activated 60', 'debt.paid 60']);
    expect(balances(state)).toEqual([0, 0, 0, -40]);
  });

  it('leaves nothing to spend or to give away', () => {
    indebted.when(owing.redeem(1, day(3))).thenRefused('insufficient_points', { available: 0 });
    indebted.when(owing.transferOut(1, day(3))).thenRefused('insufficient_points');
    indebted.when(transferOut(1, day(3))).thenRefused('insufficient_points');
  });
});
