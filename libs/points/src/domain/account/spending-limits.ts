import type { SpendingRate, Wallet } from '@loyalty/contracts';
import { assertAmount, localDate, mulDivFloor, PPM_ONE, rejected, type Instant } from '@loyalty/kernel';
import type { OrderAmount } from './commands';
import type { AccountState } from './state';

/** What spending is checked against, beside what is available. */
export interface SpendingQuestion {
  readonly at: Instant;
  readonly policy: Wallet;
  readonly order?: OrderAmount;
  /** Currency in which the points are to pay, if they pay. */
  readonly payIn?: string;
}

/** What points pay, in whole steps of the wallet's rate. */
export interface PointsPayment {
  readonly points: number;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Throws the first limit that spending `points` would break; each names the limit and what was asked. */
export function assertSpendable(points: number, state: AccountState, { at, policy, order }: SpendingQuestion): void {
  const { minimumPoints = 1, stepPoints = 1 } = policy.spending;
  const { wallet } = policy;
  if (!policy.spendable) throw rejected('wallet_not_spendable', `Points of ${wallet} cannot be spent`, { wallet });
  if (state.frozen.spending) throw rejected('account_frozen', 'Nothing can be spent from this account', { wallet, side: 'spending' });
  if (points < minimumPoints) throw rejected('below_minimum_points', `At least ${minimumPoints} points are spent at once`, { points, minimum: minimumPoints });
  if (points % stepPoints !== 0) throw rejected('not_a_step', `Points are spent in steps of ${stepPoints}`, { points, step: stepPoints });
  const perOrder = maximumForOrder(policy, order);
  if (points > perOrder) throw rejected('above_order_maximum', `At most ${perOrder} points can be spent on this order`, { points, maximum: perOrder });
  const left = leftToday(policy, state, at);
  if (points > left) throw rejected('above_day_maximum', `At most ${left} more points can be spent today`, { points, left });
  const { available } = state.books;
  if (points > available) throw rejected('insufficient_points', `${points} points are asked, ${available} are available`, { points, available, missing: points - available });
}

/**
 * The most points that can pay for an order now, at most as many as wanted: cut to what is available and to every limit,
 * then down to whole steps of the rate. Zero points when a minimum cannot be met. Throws `rate_missing`, `currency_differs`.
 */
export function quotePayment(want: number, state: AccountState, question: SpendingQuestion & { readonly payIn: string }): PointsPayment {
  const { policy, at, order, payIn } = question;
  assertSameCurrency(payIn, order);
  const rate = rateFor(policy, payIn);
  const share = policy.spending.maximumShareOfOrderPpm ?? PPM_ONE;
  const payable = order === undefined ? Number.MAX_SAFE_INTEGER : mulDivFloor(order.amountMinor, share, PPM_ONE);
  const forAmount = Math.floor(payable / rate.amountMinor) * rate.points;
  const most = Math.min(want, Math.max(state.books.available, 0), forAmount, maximumForOrder(policy, order), leftToday(policy, state, at));
  const step = lcm(rate.points, policy.spending.stepPoints ?? 1);
  const points = Math.floor(most / step) * step;
  const enough = points >= (policy.spending.minimumPoints ?? 1) && policy.spendable && !state.frozen.spending;
  return { points: enough ? points : 0, amountMinor: enough ? worth(points, rate) : 0, currency: payIn };
}

/** What these points pay; throws `rate_missing`, `currency_differs`, or `not_a_step` when they are not whole steps of the rate. */
export function paymentFor(points: number, policy: Wallet, payIn: string, order?: OrderAmount): PointsPayment {
  assertSameCurrency(payIn, order);
  const rate = rateFor(policy, payIn);
  if (points % rate.points !== 0) throw rejected('not_a_step', `Points pay in steps of ${rate.points}`, { points, step: rate.points });
  return { points, amountMinor: worth(points, rate), currency: payIn };
}

/** What whole steps of a rate pay. Throws `amount_invalid` when it is more than an amount can be. */
function worth(points: number, rate: SpendingRate): number {
  const amountMinor = mulDivFloor(points, rate.amountMinor, rate.points);
  assertAmount(amountMinor, 'amountMinor');
  return amountMinor;
}

function assertSameCurrency(payIn: string, order: OrderAmount | undefined): void {
  if (order === undefined || order.currency === payIn) return;
  throw rejected('currency_differs', `Points that pay in ${payIn} do not pay for an order in ${order.currency}`, { payIn, currency: order.currency });
}

function rateFor({ wallet, spending }: Wallet, currency: string) {
  const rate = spending.rates?.find((one) => one.currency === currency);
  if (rate === undefined) throw rejected('rate_missing', `Points of ${wallet} do not pay in ${currency}`, { wallet, currency });
  return rate;
}

/** Both limits of an order: a number of points, and a share of its amount at the wallet's rate. */
function maximumForOrder({ spending }: Wallet, order: OrderAmount | undefined): number {
  const most = spending.maximumPointsPerOrder ?? Number.MAX_SAFE_INTEGER;
  const rate = spending.rates?.find(({ currency }) => currency === order?.currency);
  if (order === undefined || rate === undefined) return most;
  const payable = mulDivFloor(order.amountMinor, spending.maximumShareOfOrderPpm ?? PPM_ONE, PPM_ONE);
  return Math.min(most, mulDivFloor(payable, rate.points, rate.amountMinor));
}

function leftToday({ spending, zone }: Wallet, { spent }: AccountState, at: Instant): number {
  if (spending.maximumPointsPerDay === undefined) return Number.MAX_SAFE_INTEGER;
  const today = localDate(at, zone) === spent.day ? spent.points : 0;
  return Math.max(spending.maximumPointsPerDay - today, 0);
}

function lcm(a: number, b: number): number {
  const gcd = (x: number, y: number): number => (y === 0 ? x : gcd(y, x % y));
  return (a / gcd(a, b)) * b;
}
