import type { CampaignLimit, CouponUse, CouponUseEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { laterOf } from '@loyalty/kernel';
import type { CounterState, HeldSums, PeriodSums, Sums } from './counter-state';
import { periodOf, sumsOf, weekOf } from './counting-periods';

/**
 * A counter after something happened to a use. What lapsed until then is forgotten: at its instant it is free, whether or
 * not that was written anywhere.
 */
export function counted(state: CounterState, { type, data, effectiveAt }: CouponUseEvent): CounterState {
  const at = laterOf(state.at, effectiveAt);
  switch (type) {
    case 'coupon.use.held.v1':
      return { ...state, at, held: moved(standing(state.held, at), data, data.until, 1) };
    case 'coupon.use.released.v1':
      return { ...state, at, held: moved(standing(state.held, at), data, data.until, -1) };
    case 'coupon.use.committed.v1':
      return { ...used(state, data, 1), at, held: data.until === undefined ? standing(state.held, at) : moved(standing(state.held, at), data, data.until, -1) };
    case 'coupon.use.reversed.v1':
      return { ...used(state, data, -1), at, held: standing(state.held, at) };
  }
}

/** What of a limit is used or set aside at an instant that counts in `day`. For a counter time does not go back. */
export function usedAt(state: CounterState, { count, every, currency = '' }: Pick<CampaignLimit, 'count' | 'every' | 'currency'>, at: Instant, day: string): number {
  const of = ({ uses, money }: Sums) => (count === 'uses' ? uses : money[currency] ?? 0);
  const period = every === 'ever' ? undefined : periodOf(every, day < state.day.key ? state.day.key : day);
  let sum = 0;
  if (every === 'ever') sum = of(state.ever);
  else if (sumsOf(state, every).key === period) sum = of(sumsOf(state, every));
  const now = laterOf(state.at, at);
  for (const held of state.held) if (held.until > now && (every === 'ever' || periodOf(every, held.day) === period)) sum += of(held);
  return sum;
}

/** Whether what was set aside until an instant still is. */
export function isHeld(state: CounterState, until: Instant, at: Instant): boolean {
  return until > laterOf(state.at, at);
}

function standing(held: readonly HeldSums[], at: Instant): readonly HeldSums[] {
  let lapsed = 0;
  while (lapsed < held.length && held[lapsed]!.until <= at) lapsed += 1;
  return lapsed === 0 ? held : held.slice(lapsed);
}

/** What is set aside, more or less by one use. Sums that come to nothing are left out. */
function moved(held: readonly HeldSums[], use: CouponUse, until: Instant, sign: 1 | -1): readonly HeldSums[] {
  let i = held.length;
  while (i > 0 && (held[i - 1]!.until > until || (held[i - 1]!.until === until && held[i - 1]!.day > use.day))) i -= 1;
  const found = i > 0 && held[i - 1]!.until === until && held[i - 1]!.day === use.day ? held[i - 1] : undefined;
  // What has lapsed meanwhile is forgotten already.
  if (found === undefined && sign === -1) return held;
  const next = { until, day: use.day, ...added(found, use, sign) };
  if (found === undefined) return [...held.slice(0, i), next, ...held.slice(i)];
  const others = held.slice();
  if (isNothing(next)) others.splice(i - 1, 1);
  else others[i - 1] = next;
  return others;
}

function used(state: CounterState, use: CouponUse, sign: 1 | -1): CounterState {
  const { ever, day, week, month } = state;
  return {
    ...state, ever: added(ever, use, sign),
    day: inPeriod(day, use.day, use, sign), week: inPeriod(week, weekOf(use.day), use, sign), month: inPeriod(month, use.day.slice(0, 7), use, sign),
  };
}

/** A newer period begins at nothing; what belongs to an older one than the newest is not counted by periods any more. */
function inPeriod(newest: PeriodSums, key: string, use: CouponUse, sign: 1 | -1): PeriodSums {
  if (key < newest.key) return newest;
  if (key === newest.key) return { key, ...added(newest, use, sign) };
  return sign === 1 ? { key, ...added(undefined, use, 1) } : newest;
}

function added(sums: Sums | undefined, { uses, amountMinor, currency }: CouponUse, sign: 1 | -1): Sums {
  if (sums === undefined) return { uses, money: amountMinor === 0 ? {} : { [currency]: amountMinor } };
  const money = amountMinor === 0 ? sums.money : { ...sums.money, [currency]: (sums.money[currency] ?? 0) + sign * amountMinor };
  return { uses: sums.uses + sign * uses, money };
}

function isNothing({ uses, money }: Sums): boolean {
  return uses === 0 && Object.values(money).every((amount) => amount === 0);
}
