import type { CampaignLimit, CouponUse, CouponUseEvent } from '@loyalty/contracts';
import { rejected, type Instant } from '@loyalty/kernel';
import { isHeld, usedAt } from './counter';
import type { CounterState } from './counter-state';

/** A limit as one counter sees it; which one it is (`per`) is settled by the counter's stream. */
export type CountedLimit = Pick<CampaignLimit, 'count' | 'every' | 'currency' | 'most'>;

/** What is asked of a counter. `limits` are those that are counted here: `use` is refused where it would pass one. */
export type UseCommand =
  | { readonly kind: 'hold'; readonly use: CouponUse; readonly until: Instant; readonly limits: readonly CountedLimit[]; readonly at: Instant }
  /** `until` of the hold that is used; left out: nothing was held. `today`: the day that it counts in where its hold has lapsed. */
  | { readonly kind: 'commit'; readonly use: CouponUse; readonly until?: Instant; readonly today: string; readonly limits: readonly CountedLimit[]; readonly at: Instant }
  | { readonly kind: 'release'; readonly use: CouponUse; readonly until: Instant; readonly at: Instant }
  | { readonly kind: 'reverse'; readonly use: CouponUse; readonly at: Instant };

/**
 * What happens to a use. A hold that stands is committed whatever the limits say now; one that has lapsed is checked
 * against them anew, and to release it changes nothing.
 * @throws state `limit_exhausted` when less is left than is asked
 */
export function decideUse(command: UseCommand, state: CounterState): readonly CouponUseEvent[] {
  const { use, at } = command;
  switch (command.kind) {
    case 'hold':
      assertRoom(state, command.limits, use, at);
      return [{ type: 'coupon.use.held.v1', effectiveAt: at, data: { ...use, until: command.until } }];
    case 'commit': {
      const { until, today, limits } = command;
      if (until !== undefined && isHeld(state, until, at)) return [{ type: 'coupon.use.committed.v1', effectiveAt: at, data: { ...use, until } }];
      const now = { ...use, day: today < state.day.key ? state.day.key : today };
      assertRoom(state, limits, now, at);
      return [{ type: 'coupon.use.committed.v1', effectiveAt: at, data: now }];
    }
    case 'release':
      return isHeld(state, command.until, at) ? [{ type: 'coupon.use.released.v1', effectiveAt: at, data: { ...use, until: command.until } }] : [];
    case 'reverse':
      return [{ type: 'coupon.use.reversed.v1', effectiveAt: at, data: use }];
  }
}

function assertRoom(state: CounterState, limits: readonly CountedLimit[], use: CouponUse, at: Instant): void {
  for (const limit of limits) {
    if (limit.count === 'money' && limit.currency !== use.currency) continue;
    const asked = limit.count === 'uses' ? use.uses : use.amountMinor;
    const used = usedAt(state, limit, at, use.day);
    if (used + asked <= limit.most) continue;
    const { campaignId } = use;
    throw rejected('limit_exhausted', `Of ${limit.most} ${Math.max(limit.most - used, 0)} are left, ${asked} are asked`, { campaignId, count: limit.count, every: limit.every, most: limit.most, used, asked });
  }
}
