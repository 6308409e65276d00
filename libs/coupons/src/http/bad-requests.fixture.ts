import type { BadRequest } from '@loyalty/platform/testing';
import { ASKED, CAMPAIGN, COMMIT, GROUP, HOLD, REDEEM, RETURN } from './examples';

const LEFT_OUT = Symbol('left out');

interface Expected {
  readonly code?: string;
  readonly status?: number;
  /** Where it is not the field that was bent. */
  readonly names?: string;
}

/** Makes rows of one request whose body is good but for the value at a JSON pointer. */
function bending(method: string, path: string, good: unknown) {
  return (name: string, pointer: string, value: unknown, { code = 'request_invalid', status = 400, names = pointer }: Expected = {}, more: object = {}): BadRequest =>
    ({ name: `${method} ${path}: ${name}`, method, path, body: { ...(bent(good, pointer, value) as object), ...more }, status, code, field: names });
}

function bent(good: unknown, pointer: string, value: unknown): unknown {
  const copy = structuredClone(good);
  const names = pointer.slice(1).split('/');
  const last = names.pop()!;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bent out of shape on purpose
  const holder = names.reduce((at: any, name) => at[name], copy);
  if (value === LEFT_OUT) delete holder[last];
  else holder[last] = value;
  return copy;
}

const campaign = bending('PUT', '/v1/coupons/campaigns/other', CAMPAIGN);
const group = bending('PUT', '/v1/coupons/groups/codes', GROUP);
const quote = bending('POST', '/v1/coupons/quotes', ASKED);
const hold = bending('POST', '/v1/coupons/redemptions', HOLD);
const redeem = bending('POST', '/v1/coupons/redemptions/redeem', REDEEM);
const commit = bending('POST', '/v1/coupons/redemptions/done/commit', COMMIT);
const back = bending('POST', '/v1/coupons/redemptions/done/return', RETURN);

const cannotWork = { code: 'campaign_invalid' };
const to = (method: string, path: string, body: unknown, status: number, code: string): BadRequest => ({ name: `${method} ${path}: ${code}`, method, path, body, status, code });

/** Campaigns that cannot work, each with the path of its fault. */
export const BAD_CAMPAIGNS: readonly BadRequest[] = [
  campaign('no English name', '/name', { he: 'שם' }, { names: '/name/en' }),
  campaign('a trigger that does not exist', '/trigger', 'moon'),
  campaign('an unknown field', '/colour', 'red'),
  campaign('a start on 30 February', '/schedule/from', '2026-02-30T00:00:00Z', { code: 'instant_invalid' }),
  campaign('an end before its start', '/schedule/until', '2025-01-01T00:00:00Z', cannotWork),
  campaign('no effects', '/effects', [], cannotWork),
  campaign('an effect that is no object', '/effects/0', 'ten percent'),
  campaign('an effect of no kind', '/effects/0', { amounts: { ILS: 1 } }, { ...cannotWork, names: '/effects/0/kind' }),
  campaign('more than 100 percent', '/effects/0', { kind: 'percentOff', ppm: 1_000_001, target: { over: 'items' } }, { ...cannotWork, names: '/effects/0/ppm' }),
  campaign('an effect in no currency', '/effects/0/amounts', {}, cannotWork),
  campaign('an effect named like what every object has', '/effects/0/kind', 'constructor', cannotWork),
  campaign('a condition on an unknown attribute', '/conditions/0', { kind: 'memberAttribute', attribute: 'shoe', anyOf: [42] }, { ...cannotWork, names: '/conditions/0/attribute' }),
  campaign('51 conditions', '/conditions', Array.from({ length: 51 }, () => ({ kind: 'nthOrder', nth: 1 }))),
  campaign('a group that is not there', '/group', 'none', cannotWork),
  campaign('a limit of nothing', '/limits/0/most', 0),
  campaign('money without its currency', '/limits/1/currency', LEFT_OUT, cannotWork),
  campaign('periods without their zone', '/zone', LEFT_OUT, cannotWork),
  campaign('a zone that does not exist', '/zone', 'Mars/Olympus', cannotWork),
  campaign('codes though it is automatic', '/trigger', 'automatic', { ...cannotWork, names: '/sharedCodes' }),
  campaign('a code with a line break', '/sharedCodes/0', 'A\nB'),
  campaign('everybody kept out', '/holdOutPpm', 1_000_000),
  campaign('a hold of two days', '/holdSeconds', 172_800),
  campaign('one variant', '/variants', [{ variant: 'a', weight: 1, effects: [{ kind: 'pointsBonus', wallet: 'w', points: 1 }] }]),
  campaign('effects beside variants', '/variants', ['a', 'b'].map((variant) => ({ variant, weight: 1, effects: [{ kind: 'pointsBonus', wallet: 'w', points: 1 }] })), { ...cannotWork, names: '/effects' }),
  group('a pick that does not exist', '/pick', 'worst'),
  group('itself', '/within', 'codes', { code: 'group_circular', names: '' }),
  group('one that is not there', '/within', 'none', { code: 'group_unknown', names: '' }),
  to('POST', '/v1/coupons/campaigns/none/publish', undefined, 404, 'campaign_unknown'),
  to('POST', '/v1/coupons/campaigns/welcome/publish', undefined, 422, 'nothing_to_publish'),
  to('POST', '/v1/coupons/campaigns/welcome/resume', undefined, 422, 'campaign_not_paused'),
  to('GET', '/v1/coupons/campaigns/none', undefined, 404, 'campaign_unknown'),
  to('GET', '/v1/coupons/campaigns/none/versions', undefined, 404, 'campaign_unknown'),
];

/** Baskets that cannot be evaluated. */
export const BAD_BASKETS: readonly BadRequest[] = [
  quote('no basket', '/basket', LEFT_OUT),
  quote('no lines', '/basket/lines', []),
  quote('1,001 lines', '/basket/lines', Array.from({ length: 1_001 }, (_, i) => ({ lineId: `${i}`, sku: 'tea', quantity: 1, unitPriceMinor: 1 }))),
  quote('a line twice', '/basket/lines/1/lineId', '1', { code: 'line_repeated', names: '/basket/lines' }),
  quote('half a unit', '/basket/lines/0/quantity', 0.5),
  quote('a price as text', '/basket/lines/0/unitPriceMinor', '3490'),
  quote('a currency that does not exist', '/basket/currency', 'XXX', { code: 'currency_invalid' }),
  quote('a discount larger than the line', '/basket/lines/0/discountMinor', 9_999, { code: 'amount_invalid' }),
  quote('a tax of no kind', '/basket/lines/0/taxes/0/kind', 'vat'),
  quote('a rate without whether it is included', '/basket/lines/0/taxes/0/included', LEFT_OUT, { code: 'field_missing' }),
  quote('a rate with an amount', '/basket/lines/0/taxes/0/amountMinor', 5, { code: 'field_not_of_kind' }),
  quote('a member without an id', '/member/memberId', LEFT_OUT),
  quote('an attribute that is a list', '/member/attributes', { city: ['Haifa'] }, { code: 'attribute_invalid', names: '/member/attributes/city' }),
  quote('half a unit in stock', '/stock', { tea: 0.5 }, { code: 'stock_invalid', names: '/stock/tea' }),
  quote('a cart of no shop', '/cart/shop', LEFT_OUT),
  quote('51 codes', '/codes', Array.from({ length: 51 }, (_, i) => `CODE${i}`)),
  quote('a code twice', '/codes', ['A10', 'A10']),
  quote('an empty code', '/codes/0', ''),
  hold('no time at all', '/seconds', 0),
  hold('longer than a day', '/seconds', 86_401),
  hold('an id with a dot', '/redemptionId', 'a.b'),
  quote('half a point', '/points', { wallet: 'beans', points: 0.5 }, { names: '/points/points' }),
  quote('points of a guest', '/member', LEFT_OUT, { code: 'field_missing' }, { points: { wallet: 'beans', points: 10 } }),
  hold('points of no wallet', '/points', { points: 10 }, { names: '/points/wallet' }),
  hold('points of a guest', '/member', LEFT_OUT, { code: 'field_missing' }, { points: { wallet: 'beans', points: 10 } }),
  hold('points where there are none', '/points', { wallet: 'beans', points: 10 }, { status: 422, code: 'points_not_available', names: '' }),
  redeem('points that were not held', '/points', { wallet: 'beans', points: 10 }),
  redeem('an order of no shop', '/order/shop', LEFT_OUT),
  redeem('a day for a moment', '/occurredAt', '2026-02-28'),
  redeem('30 February', '/occurredAt', '2026-02-30T10:00:00Z', { code: 'instant_invalid' }),
  redeem('a sale that is still to come', '/occurredAt', '9999-01-01T00:00:00Z', { code: 'occurred_in_future' }),
];

/** What a redemption, or what is known of it, does not allow. */
export const BAD_REDEMPTIONS: readonly BadRequest[] = [
  commit('an unknown field', '/colour', 'red'),
  commit('for another order', '/order/orderId', 'A-2', { status: 409, code: 'redemption_of_another_order', names: '' }),
  back('a line that was not sold', '/lines/0/lineId', '9', { status: 404, code: 'line_unknown', names: '' }),
  back('more than was sold', '/lines/0/quantity', 3, { status: 422, code: 'above_sold', names: '' }),
  back('no units', '/lines/0/quantity', 0),
  to('POST', '/v1/coupons/redemptions/none/commit', {}, 404, 'redemption_unknown'),
  to('POST', '/v1/coupons/redemptions/none/release', undefined, 404, 'redemption_unknown'),
  to('POST', '/v1/coupons/redemptions/none/reverse', undefined, 404, 'redemption_unknown'),
  to('POST', '/v1/coupons/redemptions/none/return', RETURN, 404, 'redemption_unknown'),
  to('POST', '/v1/coupons/redemptions/done/release', undefined, 422, 'redemption_not_held'),
  to('POST', '/v1/coupons/redemptions', { ...HOLD, cart: undefined, redemptionId: 'done', member: { memberId: 'eve', orders: 0 } }, 409, 'redemption_of_another'),
  to('GET', '/v1/coupons/redemptions/none', undefined, 404, 'redemption_unknown'),
  to('GET', '/v1/coupons/redemptions?state=eaten', undefined, 400, 'request_invalid'),
  to('GET', '/v1/coupons/campaigns?status=new', undefined, 400, 'request_invalid'),
];
