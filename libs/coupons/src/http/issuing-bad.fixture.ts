import type { BadRequest } from '@loyalty/platform/testing';
import { RULE } from './issuing-examples';

export const RULES = '/v1/coupons/issuing-rules';
/** A batch that there is, and one of imported codes, put in by the spec. */
export const BATCH_ID = '{batch}';
export const IMPORTED_ID = '{imported}';

interface Refused {
  readonly status?: number;
  readonly code?: string;
  readonly field?: string;
}

const rule = (name: string, changes: object, { status = 400, code = 'request_invalid', field }: Refused = {}): BadRequest =>
  ({ name: `a rule with ${name}`, method: 'PUT', path: `${RULES}/back`, body: { ...RULE, batchId: BATCH_ID, ...changes }, status, code, ...(field === undefined ? {} : { field }) });
const invalid = (field: string): Refused => ({ code: 'issuing_rule_invalid', field });
const when = (name: string, of: object, field: string) => rule(name, { when: of }, invalid(field));

export const BAD_RULES: readonly BadRequest[] = [
  rule('no batch', { batchId: undefined }, { field: '/batchId' }),
  rule('a batch that there is not', { batchId: 'none' }, { status: 404, code: 'batch_unknown' }),
  rule('a batch of imported codes', { batchId: IMPORTED_ID }, { status: 422, code: 'batch_not_generated' }),
  rule('no occasion', { when: undefined }, { field: '/when' }),
  rule('an occasion that is a list', { when: [] }, { field: '/when' }),
  when('an occasion without kind', {}, '/when/kind'),
  when('an occasion that there is not', { kind: 'birthday' }, '/when/kind'),
  when('a name of every object for its occasion', { kind: 'constructor' }, '/when/kind'),
  when('the order before the first', { kind: 'nthOrder', nth: 0 }, '/when/nth'),
  when('half an order', { kind: 'nthOrder', nth: 1.5 }, '/when/nth'),
  when('days of another kind', { kind: 'afterOrder', days: 3 }, '/when/days'),
  when('no days', { kind: 'noOrderSince' }, '/when/days'),
  when('more than ten years', { kind: 'noOrderSince', days: 3_661 }, '/when/days'),
  when('an amount of nothing', { kind: 'spendReached', amounts: { ILS: 0 } }, '/when/amounts/ILS'),
  when('no currency', { kind: 'spendReached', amounts: {} }, '/when/amounts'),
  when('a currency that there is not', { kind: 'spendReached', amounts: { XXY: 5 } }, '/when/amounts/XXY'),
  when('no category', { kind: 'boughtCategory', categories: [] }, '/when/categories'),
  rule('fewer orders than at least', { audience: { ordersFrom: 3, ordersTo: 2 } }, invalid('/audience/ordersTo')),
  rule('an audience of segments', { audience: { segments: ['vip'] } }, { field: '/audience/segments' }),
  rule('an audience of no categories', { audience: { categories: [] } }, { field: '/audience/categories' }),
  rule('days of nothing', { days: 0 }, { field: '/days' }),
  rule('a value of nothing', { value: { amountMinor: 0, currency: 'ILS' } }, { field: '/value/amountMinor' }),
  rule('a value in no currency', { value: { amountMinor: 5, currency: 'XXY' } }, { code: 'currency_invalid', field: '/value/currency' }),
  rule('null for days', { againAfterDays: null }, { field: '/againAfterDays' }),
  rule('an unknown member', { colour: 'red' }, { field: '/colour' }),
  { name: 'a rule with a dot in its id', method: 'PUT', path: `${RULES}/a.b`, body: { ...RULE, batchId: BATCH_ID }, status: 400, code: 'request_invalid', field: '/ruleId' },
  { name: 'a rule of nothing', method: 'PUT', path: `${RULES}/back`, body: '[]', status: 400, code: 'request_invalid' },
  { name: 'the end of a rule that there is not', method: 'POST', path: `${RULES}/none/end`, status: 404, code: 'issuing_rule_unknown' },
  { name: 'a question for a rule that there is not', method: 'GET', path: `${RULES}/none`, status: 404, code: 'issuing_rule_unknown' },
];
