import type { IssuingAudience, IssuingRule, SpendReached } from '@loyalty/contracts';
import { plusMs } from '@loyalty/kernel';
import type { KnownOrder } from './order-known';

const DAY_MS = 86_400_000;

/** A paid order, with what is known of whoever placed it. */
export interface OrderOccasion {
  /** Of the order's goods. */
  readonly categories: readonly string[];
  /** What was bought last, the order included. */
  readonly everBought: readonly string[];
  /** The order's place among those of the member; left out where too many came after it for it to be remembered. */
  readonly known?: KnownOrder;
  /** The member's orders that are remembered. */
  readonly history: readonly KnownOrder[];
}

/** Whether a rule asks for more than the order itself says. */
export function needsHistory({ when: { kind }, audience }: IssuingRule): boolean {
  return kind === 'nthOrder' || kind === 'spendReached' || audience !== undefined;
}

/** Whether a rule gives a coupon for an order. What is not known of it opens nothing. */
export function isForOrder({ when, audience }: IssuingRule, { categories, everBought, known, history }: OrderOccasion): boolean {
  if (known?.cancelled || !isInAudience(audience, known?.number, everBought)) return false;
  switch (when.kind) {
    case 'afterOrder': return true;
    case 'boughtCategory': return when.categories.some((category) => categories.includes(category));
    case 'nthOrder': return known?.number === when.nth;
    case 'spendReached': return known !== undefined && isReached(when, known, history);
    case 'noOrderSince': return false;
  }
}

/** Whether somebody with so many orders, who bought of these categories, is meant. */
export function isInAudience({ categories, ordersFrom, ordersTo }: IssuingAudience = {}, orders: number | undefined, everBought: readonly string[]): boolean {
  if (categories !== undefined && !categories.some((category) => everBought.includes(category))) return false;
  if (ordersFrom === undefined && ordersTo === undefined) return true;
  return orders !== undefined && orders >= (ordersFrom ?? 0) && orders <= (ordersTo ?? orders);
}

function isReached({ amounts, days }: SpendReached, { number, placedAt, currency, spentMinor }: KnownOrder, history: readonly KnownOrder[]): boolean {
  const needed = Object.hasOwn(amounts, currency) ? amounts[currency] : undefined;
  if (needed === undefined) return false;
  if (days === undefined) return spentMinor >= needed;
  const from = plusMs(placedAt, -days * DAY_MS);
  let spent = 0;
  for (const one of history) if (one.number <= number && one.currency === currency && one.placedAt > from && one.placedAt <= placedAt) spent += one.paidMinor;
  return spent >= needed;
}
