import type { BadRequest } from '@loyalty/platform/testing';
import { bending, LEFT_OUT } from './bad-request.fixture';
import { PROGRAM, WALLET } from './examples';

const wallet = bending('PUT', '/v1/points/wallets/w', WALLET);
const program = bending('PUT', '/v1/points/programs/p', PROGRAM);
const [RULE] = PROGRAM.rules;
const rules = (count: number) => Array.from({ length: count }, (_, i) => ({ ...RULE!, ruleId: `r${i}` }));
const missing = { code: 'field_missing' };
const foreign = { code: 'field_not_of_kind' };

/** Wallets that cannot work. */
export const BAD_WALLETS: readonly BadRequest[] = [
  wallet('no name', '/name', LEFT_OUT),
  wallet('no English', '/name', { he: 'פולים' }, { names: '/name/en' }),
  wallet('a blank name', '/name/en', ' '),
  wallet('an unknown field', '/colour', 'red'),
  wallet('an unknown field below', '/holds/colour', 'red'),
  wallet('a scale of 7', '/scale', 7),
  wallet('a negative scale', '/scale', -1),
  wallet('a scale in words', '/scale', 'two'),
  wallet('null for a flag', '/spendable', null),
  wallet('a flag as text', '/spendable', 'true'),
  wallet('a zone that does not exist', '/zone', 'Mars/Olympus', { code: 'zone_invalid' }),
  wallet('an offset for a zone', '/zone', '+02:00'),
  wallet('a zone in lower case', '/zone', 'asia/jerusalem', { code: 'zone_invalid' }),
  wallet('a kind of expiry that does not exist', '/expiry', { kind: 'someday' }, { names: '/expiry/kind' }),
  wallet('rolling without months', '/expiry', { kind: 'rolling' }, { ...missing, names: '/expiry/months' }),
  wallet('fixed with months', '/expiry', { kind: 'fixed', days: ['12-31'], months: 3 }, { ...foreign, names: '/expiry/months' }),
  wallet('fixed without days', '/expiry', { kind: 'fixed' }, { ...missing, names: '/expiry/days' }),
  wallet('fixed on no day', '/expiry', { kind: 'fixed', days: [] }, { code: 'wallet_invalid', names: '/expiry/days' }),
  wallet('fixed on 30 February', '/expiry', { kind: 'fixed', days: ['12-31', '02-30'] }, { code: 'wallet_invalid', names: '/expiry/days/1' }),
  wallet('no expiry that is rounded up', '/expiry', { kind: 'none', roundUpTo: 'year' }, { ...foreign, names: '/expiry/roundUpTo' }),
  wallet('months beyond a century', '/expiry/months', 1_201),
  wallet('a minimum of nothing', '/spending/minimumPoints', 0),
  wallet('more than the whole of an order', '/spending/maximumShareOfOrderPpm', 1_000_001),
  wallet('a maximum below the minimum', '/spending/maximumPointsPerOrder', 9, { code: 'amount_invalid' }),
  wallet('a rate in no currency', '/spending/rates/0/currency', 'XXX', { code: 'currency_invalid' }),
  wallet('two rates for a currency', '/spending/rates/1', { currency: 'ILS', points: 1, amountMinor: 1 }, { code: 'wallet_invalid', names: '/spending/rates/1/currency' }),
  wallet('a hold that lasts longer than it may', '/holds/defaultSeconds', 86_401, { code: 'amount_invalid' }),
  wallet('a warning on half a day', '/warningDays/0', 0.5),
  wallet('warnings in rising order', '/warningDays', [7, 30], { code: 'wallet_invalid' }),
  wallet('eleven warnings', '/warningDays', [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
  { name: 'another scale than before', method: 'PUT', path: '/v1/points/wallets/beans', body: { ...WALLET, scale: 2 }, status: 400, code: 'wallet_invalid', field: '/scale' },
];

/** Programmes that cannot work. */
export const BAD_PROGRAMS: readonly BadRequest[] = [
  program('no rules', '/rules', []),
  program('201 rules', '/rules', rules(201)),
  program('a rule id twice', '/rules/1/ruleId', 'shekel', { code: 'program_invalid', names: '/rules' }),
  program('an id with a dot', '/rules/0/ruleId', 'a.b'),
  program('an end before its start', '/until', '2025-12-31T00:00:00Z', { code: 'program_invalid' }),
  program('a start on 30 February', '/from', '2026-02-30T00:00:00Z', { code: 'instant_invalid' }),
  program('an end in a leap second', '/until', '2026-12-31T23:59:60Z', { code: 'instant_invalid' }),
  program('a start without its offset', '/from', '2026-01-01T00:00:00'),
  program('a zone that does not exist', '/zone', 'Europe/Atlantis', { code: 'zone_invalid' }),
  program('pending days without days', '/pending', { kind: 'days' }, { ...missing, names: '/pending/days' }),
  program('no pending, and days', '/pending', { kind: 'none', days: 3 }, { ...foreign, names: '/pending/days' }),
  program('pending until an activity that has no name', '/pending', { kind: 'event', event: 'activity' }, { ...missing, names: '/pending/activity' }),
  program('an effect that does not exist', '/rules/0/effect/kind', 'double'),
  program('points per amount without the amount', '/rules/0/effect', { kind: 'perAmount', points: 1, currency: 'ILS' }, { ...missing, names: '/rules/0/effect/perMinor' }),
  program('points per amount in no currency', '/rules/0/effect/currency', 'ABC', { code: 'currency_invalid' }),
  program('points per amount of an activity', '/rules/2/effect', { kind: 'perAmount', points: 1, perMinor: 100, currency: 'ILS' }, { code: 'program_invalid' }),
  program('a multiplier without a factor', '/rules/1/effect', { kind: 'multiplier' }, { ...missing, names: '/rules/1/effect/factorPpm' }),
  program('a multiplier with points', '/rules/1/effect', { kind: 'multiplier', factorPpm: 2_000_000, points: 3 }, { ...foreign, names: '/rules/1/effect/points' }),
  program('a multiplier that takes away', '/rules/1/effect/factorPpm', 999_999),
  program('a multiplier on nothing', '/rules', [PROGRAM.rules[1], PROGRAM.rules[2]], { code: 'multiplies_nothing', names: '/rules/0/effect' }),
  program('a multiplier of what another wallet gives', '/rules/1/wallet', 'gold', { code: 'multiplies_nothing', names: '/rules/1/effect' }),
  program('an activity without its name', '/rules/2/activity', LEFT_OUT, missing),
  program('an order with the name of an activity', '/rules/0/activity', 'review', foreign),
  program('a wallet that is unknown', '/rules/2/wallet', 'gold', { code: 'wallet_unknown', status: 404 }),
  program('a condition without its values', '/rules/0/conditions', [{ kind: 'lineSku' }], { ...missing, names: '/rules/0/conditions/0/anyOf' }),
  program('a condition with no values', '/rules/0/conditions', [{ kind: 'lineSku', anyOf: [] }], { code: 'program_invalid', names: '/rules/0/conditions/0/anyOf' }),
  program('a condition with the values of another', '/rules/0/conditions', [{ kind: 'firstPurchase', is: true }], { ...foreign, names: '/rules/0/conditions/0/is' }),
  program('a period that ends before it starts', '/rules/0/conditions', [{ kind: 'period', from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }], { code: 'program_invalid', names: '/rules/0/conditions/0/until' }),
  program('a period from 31 April', '/rules/0/conditions', [{ kind: 'period', from: '2026-04-31T00:00:00Z' }], { code: 'instant_invalid', names: '/rules/0/conditions/0/from' }),
  program('a minimum in no currency', '/rules/0/conditions', [{ kind: 'minimumBase', amountMinor: 1, currency: 'QQQ' }], { code: 'currency_invalid', names: '/rules/0/conditions/0/currency' }),
  program('an eighth weekday', '/rules/1/conditions/1/weekdays', [8], { names: '/rules/1/conditions/1/weekdays/0' }),
  program('51 conditions', '/rules/0/conditions', Array.from({ length: 51 }, () => ({ kind: 'firstPurchase' }))),
  program('a cap of nothing', '/caps', { perDay: 0 }, { names: '/caps/perDay' }),
  { name: 'the end of a programme that never was', method: 'POST', path: '/v1/points/programs/none/end', status: 404, code: 'program_unknown' },
];
