import type { BadRequest } from '@loyalty/platform/testing';
import { bending, LEFT_OUT } from './bad-request.fixture';
import { ADJUST, CLAW_BACK, EARN, FREEZE, HOLD, MOVE_EXPIRY, QUOTE, REDEEM, REINSTATE, TRANSFER } from './examples';

/** Has one lot of 100 points, L1, in a wallet with a step of 10 and a rate for shekels. */
export const ACCOUNT = '/v1/points/accounts/beans/anna';

const earn = bending('POST', `${ACCOUNT}/earn`, EARN);
const hold = bending('POST', `${ACCOUNT}/holds`, HOLD);
const redeem = bending('POST', `${ACCOUNT}/redeem`, REDEEM);
const quote = bending('POST', `${ACCOUNT}/quote`, QUOTE);
const adjust = bending('POST', `${ACCOUNT}/adjust`, ADJUST);
const transfer = bending('POST', '/v1/points/wallets/beans/transfers', TRANSFER);
const freeze = bending('POST', `${ACCOUNT}/freeze`, FREEZE);
const move = bending('POST', `${ACCOUNT}/lots/move-expiry`, MOVE_EXPIRY);
const clawBack = bending('POST', `${ACCOUNT}/awards/L1/claw-back`, CLAW_BACK);

const to = (path: string, body: unknown, status: number, code: string, field?: string): BadRequest => ({ name: `POST ${path}: ${code}`, method: 'POST', path, body, status, code, ...(field === undefined ? {} : { field }) });
const state = (code: string) => ({ status: 422, code });

/** Fields of a movement that are wrong whatever the account has. */
export const BAD_FIELDS: readonly BadRequest[] = [
  earn('no points', '/points', LEFT_OUT),
  earn('zero points', '/points', 0),
  earn('negative points', '/points', -5),
  earn('half a point', '/points', 0.5),
  earn('points as text', '/points', '250'),
  earn('more points than any amount', '/points', 1_000_000_000_000_000),
  earn('null for points', '/points', null),
  earn('a list of points', '/points', [250]),
  earn('points for someone else besides', '/memberId', 'eve'),
  earn('a source of no kind', '/source/kind', 'gift'),
  earn('a source without an id', '/source/id', LEFT_OUT),
  earn('an emoji for a source id', '/source/id', '\u{1f600}'),
  earn('a source id of 161 characters', '/source/id', 'x'.repeat(161)),
  earn('30 February', '/occurredAt', '2026-02-30T10:00:00Z', { code: 'instant_invalid' }),
  earn('24 o’clock', '/availableAt', '2026-02-28T24:00:00Z', { code: 'instant_invalid' }),
  earn('a leap second', '/expiresAt', '2016-12-31T23:59:60Z', { code: 'instant_invalid' }),
  earn('an offset of a day', '/occurredAt', '2026-02-28T10:00:00+24:00', { code: 'instant_invalid' }),
  earn('a day for a moment', '/occurredAt', '2026-02-28'),
  earn('seconds since 1970', '/occurredAt', 1_772_000_000),
  { name: 'points that lapse before they can be spent', method: 'POST', path: `${ACCOUNT}/earn`, body: { ...EARN, availableAt: '2040-01-02T00:00:00Z', expiresAt: '2040-01-01T00:00:00Z' }, status: 400, code: 'expires_before_available', field: '/expiresAt' },
  hold('no time at all', '/seconds', 0),
  hold('longer than a year', '/seconds', 31_622_401),
  hold('an order of a negative amount', '/order/amountMinor', -1),
  hold('an order in a currency of four letters', '/order/currency', 'ILSS'),
  hold('an end at no whole seconds', '/endStepSeconds', 0.5),
  hold('a lot in the place of a hold', '/replaces', 'L1'),
  redeem('a currency in lower case', '/payIn', 'ils'),
  redeem('no reference', '/reference', LEFT_OUT),
  redeem('a reference that is text', '/reference', 'main/A-1001'),
  quote('no currency', '/payIn', LEFT_OUT),
  adjust('a reason in a sentence', '/reasonCode', 'entered twice'),
  adjust('no words', '/text', ''),
  adjust('blank words', '/text', ' \t '),
  adjust('501 characters', '/text', 'x'.repeat(501)),
  adjust('a debit that expires', '/expiresAt', '2040-01-01T00:00:00Z', { code: 'field_not_of_kind' }),
  adjust('less than nothing can be', '/points', -1_000_000_000_000_000),
  transfer('a receiver with a dot', '/to', 'jane.doe@example.com'),
  transfer('a receiver with a space', '/to', 'jane doe'),
  freeze('a scope that does not exist', '/scope', 'everything'),
  move('no lots', '/lots', []),
  move('1,001 lots', '/lots', Array.from({ length: 1_001 }, (_, i) => `L${i + 1}`)),
  move('a lot twice', '/lots', ['L1', 'L1']),
  move('a hold for a lot', '/lots', ['L1', 'H2'], { names: '/lots/1' }),
  move('a name for a lot', '/lots', ['first'], { names: '/lots/0' }),
  move('31 September', '/expiresAt', '2030-09-31T00:00:00Z', { code: 'instant_invalid' }),
  clawBack('no points', '/points', 0),
];

/** Movements that the account, or what it has, does not allow. */
export const BAD_STATES: readonly BadRequest[] = [
  adjust('nothing to adjust', '/points', 0, { ...state('nothing_to_adjust'), names: '' }),
  adjust('more than there is', '/points', -101, { ...state('insufficient_points'), names: '' }),
  to(`${ACCOUNT}/adjust`, { ...ADJUST, points: 20, expiresAt: '2020-01-01T00:00:00Z' }, 422, 'expiry_in_the_past'),
  redeem('more than there is', '/points', 110, { ...state('insufficient_points'), names: '' }),
  redeem('less than the minimum', '/points', 5, { ...state('not_a_step'), names: '' }),
  redeem('no whole step', '/points', 55, { ...state('not_a_step'), names: '' }),
  redeem('a currency that points do not pay in', '/payIn', 'EUR', { ...state('currency_differs'), names: '' }),
  redeem('an order in another currency', '/order/currency', 'EUR', { ...state('currency_differs'), names: '' }),
  redeem('more than half of the order', '/order/amountMinor', 600, { ...state('above_order_maximum'), names: '' }),
  to(`${ACCOUNT}/quote`, { points: 100, payIn: 'EUR' }, 422, 'rate_missing'),
  hold('a hold longer than the wallet allows', '/seconds', 86_401, { ...state('hold_too_long'), names: '' }),
  transfer('a transfer to oneself', '/to', 'm42', { ...state('same_member'), names: '' }),
  move('a lot that never was', '/lots', ['L99'], { ...state('lot_not_open'), names: '' }),
  move('an expiry in the past', '/expiresAt', '2020-01-01T00:00:00Z', { ...state('expiry_in_the_past'), names: '' }),
  to(`${ACCOUNT}/holds/H99/capture`, {}, 422, 'hold_not_open'),
  to(`${ACCOUNT}/holds/L1/release`, undefined, 422, 'hold_not_open'),
  to(`${ACCOUNT}/awards/L99/claw-back`, CLAW_BACK, 404, 'award_unknown'),
  // The same event under another letter; taken for the award it would be taken back twice.
  to(`${ACCOUNT}/awards/R1/claw-back`, CLAW_BACK, 404, 'award_unknown'),
  to(`${ACCOUNT}/awards/L9999999999999999/claw-back`, CLAW_BACK, 404, 'award_unknown'),
  to(`${ACCOUNT}/awards/L1/claw-back`, { ...CLAW_BACK, points: 101 }, 422, 'above_original'),
  to(`${ACCOUNT}/redemptions/R99/reinstate`, REINSTATE, 404, 'redemption_unknown'),
  to(`${ACCOUNT}/redemptions/L1/reinstate`, REINSTATE, 404, 'redemption_unknown'),
  to('/v1/points/accounts/gold/anna/earn', EARN, 404, 'wallet_unknown'),
  to('/v1/points/accounts/gold/anna/quote', QUOTE, 404, 'wallet_unknown'),
  to('/v1/points/wallets/gold/transfers', TRANSFER, 404, 'wallet_unknown'),
];
