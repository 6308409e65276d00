import type { Campaign, CampaignLimit, PresentedCode } from '@loyalty/contracts';
import { canonicalCode, usesCounted, type UseHappening } from '@loyalty/coupons';
import { instant, plusMs, type Instant } from '@loyalty/kernel';
import { texts, type Words } from '../case';
import { NOW } from '../mapping/situation';
import { worded } from '../mapping/wording';

const CODE = 'CODE';
const DAY_MS = 86_400_000;

/** Words of a coupon that say when, where and how often it counts; all others say what it gives, as those of a rule do. */
const USES = ['limit', 'usageLimit', 'maxUses'];
const MEMBER_USES = ['perCustomer', 'perCustomerLimit', 'perCustomerUsageLimit', 'maxPerCustomer'];
const ENDS = ['expired', 'expires', 'expiresAt', 'validUntil', 'until', 'ends', 'endsAt'];
const STARTS = ['notStarted', 'starts', 'startsAt', 'validFrom', 'promotionStarts'];
const STORED = ['stored', 'defined', 'registered', 'existing'];
const IN_OTHER_LETTERS = ['caseChanged', 'otherCase', 'lowercase', 'lowerCase'];
const OTHERS = ['code', 'entered', 'appliedTwice', 'removed', 'reusableFromCancelledOrders', 'channel', 'channels', 'otherChannel'];
const OWN = new Set([...USES, ...MEMBER_USES, ...ENDS, ...STARTS, ...STORED, ...IN_OTHER_LETTERS, ...OTHERS]);

const stated = (from: Words, among: readonly string[]) => among.map((word) => from[word]).find((value) => value !== undefined);

/** What a coupon gives, as a rule. */
export function given(coupon: Words): Words {
  const rule = worded(Object.fromEntries(Object.entries(coupon).filter(([word]) => !OWN.has(word))));
  return ['pct', 'fixed', 'fixedCart', 'fixedUnit', 'freeShipping', 'gift'].some((word) => rule[word] !== undefined) ? rule : { ...rule, any: 'effect' };
}

/** The codes that are presented; one that nothing is said about, or that is stored otherwise, is not known. */
export function presentedCodes(coupon: Words, exact: boolean): PresentedCode[] {
  if (coupon['removed'] === true) return [];
  const code = String(coupon['entered'] ?? coupon['code'] ?? CODE);
  const presented = isKnown(code, coupon, exact) ? { code, campaignId: 'coupon' } : { code };
  return coupon['appliedTwice'] === true ? [presented, presented] : [presented];
}

function isKnown(code: string, coupon: Words, exact: boolean): boolean {
  const stored = stated(coupon, STORED);
  if (stored !== undefined) return exact ? code === String(stored) : canonicalCode(code) === canonicalCode(String(stored));
  if (stated(coupon, IN_OTHER_LETTERS) === true) return !exact;
  return coupon['code'] === undefined || Object.keys(coupon).length > 1;
}

/** Limits of a coupon with what is used of them; a cancelled order gives its use back unless the coupon says otherwise. */
export function limitsOf(coupon: Words, ctx: Words): { limits: CampaignLimit[]; used: number[] } {
  const limits: CampaignLimit[] = [];
  const used: number[] = [];
  const rule = { restoreCancelled: coupon['reusableFromCancelledOrders'] !== false };
  const most = stated(coupon, USES);
  if (most !== undefined) {
    limits.push({ count: 'uses', per: 'code', every: 'ever', most: Number(most) });
    used.push(usesCounted(usesTold(ctx, ['orders', 'customerOrders'], ['uses', 'timesUsed', 'used']), rule));
  }
  const mostOfMember = stated(coupon, MEMBER_USES);
  if (mostOfMember !== undefined) {
    const uses = usesTold(ctx, ['customerOrders', 'guestOrders', 'orders'], ['customerUses', 'usesByCustomer', 'timesUsed', 'uses']);
    // Whoever turns out to be a customer who has used it already counts as that customer.
    if (Object.keys(ctx).some((word) => /WithUse$/.test(word) && ctx[word] === true)) uses.push(['committed']);
    limits.push({ count: 'uses', per: 'member', every: 'ever', most: Number(mostOfMember) });
    used.push(usesCounted(uses, rule));
  }
  return { limits, used };
}

/** Uses as a list of orders by their state, or as a number of which some were cancelled. */
function usesTold(ctx: Words, asOrders: readonly string[], asNumber: readonly string[]): UseHappening[][] {
  const orders = stated(ctx, asOrders);
  if (orders !== undefined) return texts(orders).map((state): UseHappening[] => (state === 'cancelled' ? ['committed', 'order_cancelled'] : ['committed']));
  const cancelled = Number(ctx['thenCancelled'] ?? ctx['cancelled'] ?? 0);
  return Array.from({ length: Number(stated(ctx, asNumber) ?? 0) }, (_, i): UseHappening[] => (i < cancelled ? ['held', 'committed', 'order_cancelled'] : ['held', 'committed']));
}

export function scheduleOf(coupon: Words): Campaign['schedule'] {
  const until = stated(coupon, ENDS);
  const from = stated(coupon, STARTS);
  return { ...(from === undefined ? {} : { from: moment(from, 1) }), ...(until === undefined ? {} : { until: moment(until, -1) }) };
}

/** `yesterday`, `tomorrow`, a date; `true` is a day off in the direction in which the coupon does not count. */
function moment(value: unknown, whenTrue: number): Instant {
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return instant(`${text}T00:00:00.000Z`);
  const days = value === true ? whenTrue : value === false ? -whenTrue : /yesterday|past|ago|already/.test(text) ? -1 : /tomorrow|future|later/.test(text) ? 1 : undefined;
  if (days === undefined) throw new Error(`the time "${text}" is not understood`);
  return plusMs(NOW, days * DAY_MS);
}

/** Where a coupon counts and where it is presented. */
export function channelsOf(coupon: Words, ctx: Words): { channels?: readonly string[]; channel?: string } {
  const stated = coupon['channel'] ?? coupon['channels'];
  const channel = ctx['channel'] === undefined ? 'web' : String(ctx['channel']);
  if (coupon['otherChannel'] === true) return { channels: [`other than ${channel}`], channel };
  return stated === undefined ? {} : { channels: texts(stated), channel };
}
