import type { SpendingPolicy } from '@loyalty/contracts';
import { given } from '@loyalty/testing';
import { account } from './account';
import { aWallet, balances, day, ID, member, ORDER } from './account.fixture';
import { quotePayment } from './spending-limits';
import { NO_ACCOUNT } from './state';

const EUR = { currency: 'EUR', points: 1, amountMinor: 1 };
const order = (amountMinor: number, currency = 'EUR') => ({ amountMinor, currency });

/** A member with 700 points under these limits. */
function rich(spending: SpendingPolicy, changes: Parameters<typeof aWallet>[0] = {}, points = 700) {
  const commands = member(aWallet({ spending, ...changes }));
  return { ...commands, history: given(account).commands(commands.earn(points, day(0))) };
}

describe('redeeming points at once', () => {
  const { history, redeem, freeze, earn } = rich({});

  it('takes them from the lots and says for what', () => {
    history.when(redeem(300, day(1))).thenLike({
      type: 'points.redeemed.v1', effectiveAt: day(1),
      data: { ...ID, redemptionId: 'R2', points: 300, slices: [{ lotId: 'L1', points: 300, earnedAt: day(0) }], reference: ORDER, day: '2026-03-11', postings: { available: -300, redeemed: 300 }, balances: { available: 400 } },
    });
  });

  it('is refused beyond what is available, with what is missing', () => {
    history.when(redeem(701, day(1))).thenRefused('insufficient_points', { points: 701, available: 700, missing: 1 });
    given(account).when(redeem(1, day(1))).thenRefused('insufficient_points', { available: 0 });
  });

  it('is refused from a frozen account, and from a wallet that only qualifies', () => {
    history.commands(freeze('spending', day(1))).when(redeem(1, day(1))).thenRefused('account_frozen', { side: 'spending' });
    history.commands(freeze('earning', day(1))).when(redeem(1, day(1))).thenLike({ data: { points: 1 } });
    const tierPoints = rich({}, { spendable: false });
    tierPoints.history.when(tierPoints.redeem(1, day(1))).thenRefused('wallet_not_spendable');
  });

  it('is refused for what is no amount of points', () => {
    for (const points of [0, -1, 0.5]) history.when(redeem(points, day(1))).thenRefused('amount_invalid');
    expect(balances(history.when(earn(1, day(1))).state)).toEqual([0, 701, 0, 0]);
  });
});

describe('the limits of spending', () => {
  const { history, redeem, hold } = rich({ minimumPoints: 200, stepPoints: 50, maximumPointsPerOrder: 500, maximumShareOfOrderPpm: 500_000, rates: [EUR] });

  it('are a minimum and a step', () => {
    history.when(redeem(199, day(1))).thenRefused('below_minimum_points', { points: 199, minimum: 200 });
    history.when(redeem(225, day(1))).thenRefused('not_a_step', { points: 225, step: 50 });
    history.when(redeem(200, day(1))).thenLike({ data: { points: 200 } });
  });

  it('are a number of points per order, and a share of its amount', () => {
    history.when(redeem(550, day(1))).thenRefused('above_order_maximum', { points: 550, maximum: 500 });
    history.when(redeem(300, day(1), { order: order(599) })).thenRefused('above_order_maximum', { maximum: 299 });
    history.when(redeem(300, day(1), { order: order(600) })).thenLike({ data: { points: 300 } });
    history.when(hold(300, day(1), { order: order(599) })).thenRefused('above_order_maximum', { maximum: 299 });
  });

  it('know the share only in a currency that points pay in', () => {
    history.when(redeem(500, day(1), { order: order(1, 'USD') })).thenLike({ data: { points: 500 } });
  });
});

describe('points as money', () => {
  const { history, redeem } = rich({ rates: [{ currency: 'EUR', points: 100, amountMinor: 500 }] });

  it('pay at the rate of the wallet', () => {
    history.when(redeem(600, day(1), { payIn: 'EUR', order: order(10_000) })).thenLike({ data: { points: 600, payment: { amountMinor: 3_000, currency: 'EUR' } } });
  });

  it('pay in whole steps of the rate, in a currency that has one', () => {
    history.when(redeem(650, day(1), { payIn: 'EUR' })).thenRefused('not_a_step', { points: 650, step: 100 });
    history.when(redeem(600, day(1), { payIn: 'USD' })).thenRefused('rate_missing', { currency: 'USD' });
  });

  it('pay no more than the order comes to, in the currency of the order', () => {
    history.when(redeem(200, day(1), { payIn: 'EUR', order: order(999) })).thenRefused('above_order_maximum', { maximum: 199 });
    history.when(redeem(200, day(1), { payIn: 'EUR', order: order(99_999, 'JPY') })).thenRefused('currency_differs', { payIn: 'EUR', currency: 'JPY' });
  });
});

describe('a quote for paying with points', () => {
  const quote = (want: number, points: number, spending: SpendingPolicy, amountMinor?: number, changes: Parameters<typeof aWallet>[0] = {}) => quotePayment(
    want, { ...NO_ACCOUNT, books: { ...NO_ACCOUNT.books, available: points, issued: -points } },
    { at: day(0), policy: aWallet({ spending, ...changes }), payIn: 'EUR', ...(amountMinor === undefined ? {} : { order: order(amountMinor) }) },
  );

  it('takes what is there: 1,000 wanted, 700 there, at least 500, at most half of 100.00: 700', () => {
    expect(quote(1_000, 700, { rates: [EUR], minimumPoints: 500, maximumShareOfOrderPpm: 500_000 }, 10_000)).toEqual({ points: 700, amountMinor: 700, currency: 'EUR' });
  });

  it('goes down to whole steps of the rate: 1,050 wanted at 100 points for 5.00: 1,000 pay 50.00', () => {
    expect(quote(1_050, 5_000, { rates: [{ currency: 'EUR', points: 100, amountMinor: 500 }] }, 10_000)).toEqual({ points: 1_000, amountMinor: 5_000, currency: 'EUR' });
  });

  it('goes down to steps that are steps of the wallet too: 100 at the rate and 30 of the wallet: 300', () => {
    expect(quote(899, 5_000, { rates: [{ currency: 'EUR', points: 100, amountMinor: 500 }], stepPoints: 30 })).toMatchObject({ points: 600, amountMinor: 3_000 });
  });

  it('stays below every limit: the order, its share, points per order, points per day', () => {
    expect(quote(1_000, 1_000, { rates: [EUR] }, 40).points).toBe(40);
    expect(quote(1_000, 1_000, { rates: [EUR], maximumShareOfOrderPpm: 333_333 }, 100).points).toBe(33);
    expect(quote(1_000, 1_000, { rates: [EUR], maximumPointsPerOrder: 70 }, 10_000).points).toBe(70);
    expect(quote(1_000, 1_000, { rates: [EUR], maximumPointsPerDay: 60 }, 10_000).points).toBe(60);
  });

  it('is zero when the minimum cannot be met, the wallet is not spendable, or there is a debt', () => {
    expect(quote(1_000, 499, { rates: [EUR], minimumPoints: 500 })).toEqual({ points: 0, amountMinor: 0, currency: 'EUR' });
    expect(quote(1_000, 700, { rates: [EUR] }, 10_000, { spendable: false }).points).toBe(0);
    expect(quote(1_000, 0, { rates: [EUR] }).points).toBe(0);
  });

  it('is refused in a currency without a rate, or other than that of the order', () => {
    const refused = (code: string, at: () => unknown) => expect(at).toThrow(expect.objectContaining({ code }));
    refused('rate_missing', () => quote(1, 1, {}));
    refused('currency_differs', () => quotePayment(1, NO_ACCOUNT, { at: day(0), policy: aWallet({ spending: { rates: [EUR] } }), payIn: 'EUR', order: order(1, 'USD') }));
  });

  it('is always accepted when it is then redeemed', () => {
    const spending: SpendingPolicy = { rates: [{ currency: 'EUR', points: 7, amountMinor: 3 }], minimumPoints: 20, stepPoints: 2, maximumShareOfOrderPpm: 700_000, maximumPointsPerOrder: 500, maximumPointsPerDay: 300 };
    const { history, redeem } = rich(spending);
    const { state } = history.when(member().settle(day(1)));
    for (let amountMinor = 1; amountMinor < 400; amountMinor += 7) {
      const { points, amountMinor: pays } = quotePayment(10_000, state, { at: day(1), policy: aWallet({ spending }), payIn: 'EUR', order: order(amountMinor) });
      expect(pays).toBeLessThanOrEqual(amountMinor * 0.7);
      if (points > 0) history.when(redeem(points, day(1), { payIn: 'EUR', order: order(amountMinor) })).thenLike({ data: { payment: { amountMinor: pays } } });
    }
  });
});
