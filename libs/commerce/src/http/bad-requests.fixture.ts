import { FACTS_PER_BATCH_MAX, GOOD_FACTS } from '@loyalty/contracts';
import type { BadRequest } from '@loyalty/platform/testing';
import { DISCARD, FACTS, RETRY } from './examples';

const FACT = GOOD_FACTS['order.fulfilled'];
const written = JSON.stringify({ facts: [FACT] });

const facts = (name: string, body: unknown, field?: string, more: Partial<BadRequest> = {}): BadRequest =>
  ({ name: `facts: ${name}`, method: 'POST', path: '/v1/commerce/facts', body, status: 400, code: 'request_invalid', ...(field === undefined ? {} : { field }), ...more });
const retry = (name: string, change: object, more: Partial<BadRequest>): BadRequest =>
  ({ name: `a retry: ${name}`, method: 'POST', path: '/v1/commerce/parked/retry', body: { ...RETRY, ...change }, status: 400, code: 'request_invalid', ...more });
const discard = (name: string, change: object, more: Partial<BadRequest>): BadRequest =>
  ({ name: `a discard: ${name}`, method: 'POST', path: '/v1/commerce/parked/discard', body: { ...DISCARD, ...change }, status: 400, code: 'request_invalid', ...more });
const get = (path: string, status: number, code: string, field?: string, more: Partial<BadRequest> = {}): BadRequest =>
  ({ name: `GET ${path.slice(0, 120)}: ${code}`, method: 'GET', path: `/v1/commerce${path}`, status, code, ...(field === undefined ? {} : { field }), ...more });

/** Batches that cannot be read, or have a fact that cannot be answered by its id. */
export const BAD_BATCHES: readonly BadRequest[] = [
  facts('nothing', undefined),
  facts('a fact without its list', FACT, '/facts'),
  facts('a list without its name', [FACT]),
  facts('no facts', { facts: [] }, '/facts'),
  facts('one too many', { facts: Array.from({ length: FACTS_PER_BATCH_MAX + 1 }, (_, i) => ({ ...FACT, factId: `f${i}` })) }, '/facts'),
  facts('null for the list', { facts: null }, '/facts'),
  facts('an object for the list', { facts: { 0: FACT, length: 1 } }, '/facts'),
  facts('null in the list', { facts: [FACT, null] }, '/facts/1'),
  facts('a list in the list', { facts: [[FACT]] }, '/facts/0'),
  facts('an unknown field beside them', { facts: [FACT], shop: 'main' }, '/shop'),
  facts('an unknown field in the second', { facts: [FACT, { ...FACT, source: 'pos' }] }, '/facts/1/source'),
  facts('one without an id', { facts: [FACT, { ...FACT, factId: undefined }] }, '/facts/1/factId'),
  facts('an id of 201 characters', { facts: [{ ...FACT, factId: 'x'.repeat(201) }] }, '/facts/0/factId'),
  facts('an id with an emoji', { facts: [{ ...FACT, factId: 'f\u{1f600}' }] }, '/facts/0/factId'),
  facts('a type that does not exist', { facts: [{ ...FACT, type: 'order.shipped' }] }, '/facts/0/type'),
  facts('a type of the prototype', { facts: [{ ...FACT, type: 'constructor' }] }, '/facts/0/type'),
  facts('a day for a moment', { facts: [{ ...FACT, occurredAt: '2026-03-01' }] }, '/facts/0/occurredAt'),
  facts('data that are text', { facts: [{ ...FACT, data: 'A-1001' }] }, '/facts/0/data'),
  facts('data that are a list', { facts: [{ ...FACT, data: [] }] }, '/facts/0/data'),
  facts('half a body', written.slice(0, -2), undefined, { code: 'json_malformed' }),
  facts('two bodies', written + written, undefined, { code: 'json_malformed' }),
  facts('a byte order mark', `\ufeff${written}`, undefined, { code: 'json_malformed' }),
  facts('Infinity', '{"facts":Infinity}', undefined, { code: 'json_malformed' }),
  facts('single quotes', "{'facts':[]}", undefined, { code: 'json_malformed' }),
  facts('__proto__ in the data', written.replace('"data":{', '"data":{"__proto__":{"shop":"x"},'), undefined, { code: 'json_malformed' }),
  facts('500,000 levels', `{"facts":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, '/facts/0'),
  facts('5 MB', { facts: [{ ...FACT, data: { shop: 'x'.repeat(5_000_000) } }] }, undefined, { status: 413, code: 'body_too_large' }),
  facts('CSV', 'factId,type\n1,order.placed', undefined, { status: 415, code: 'media_type_unsupported', headers: { 'content-type': 'text/csv' } }),
  facts('UTF-16', written, undefined, { status: 415, code: 'media_type_unsupported', headers: { 'content-type': 'application/json; charset=utf-16' } }),
  facts('a body that says it is compressed', written, undefined, { status: 415, code: 'media_type_unsupported', headers: { 'content-encoding': 'gzip' } }),
  facts('no Idempotency-Key', FACTS, undefined, { key: '', code: 'idempotency_key_missing' }),
  facts('an Idempotency-Key of two words', FACTS, undefined, { key: 'two words', code: 'idempotency_key_invalid' }),
  facts('an Idempotency-Key of 121 characters', FACTS, undefined, { key: 'k'.repeat(121), code: 'idempotency_key_invalid' }),
  facts('no API key', FACTS, undefined, { as: '', status: 401, code: 'api_key_missing' }),
  facts('an unknown API key', FACTS, undefined, { as: '', headers: { 'x-api-key': 'loyalty_nobody' }, status: 401, code: 'api_key_unknown' }),
  facts('an auditor', FACTS, undefined, { as: 'auditor', status: 403, code: 'role_missing' }),
  facts('support', FACTS, undefined, { as: 'support', status: 403, code: 'role_missing' }),
];

const corrected = GOOD_FACTS['order.refunded'];

/** Words on parked facts that cannot be. */
export const BAD_SETTLEMENTS: readonly BadRequest[] = [
  retry('no reason', { reason: undefined }, { field: '/reason' }),
  retry('an empty reason', { reason: '' }, { field: '/reason' }),
  retry('a blank reason', { reason: ' \n ' }, { field: '/reason' }),
  retry('a reason of 501 characters', { reason: 'x'.repeat(501) }, { field: '/reason' }),
  retry('no stream', { stream: undefined }, { field: '/stream' }),
  retry('a stream of 201 characters', { stream: `order-${'x'.repeat(195)}` }, { field: '/stream' }),
  retry('a stream of another context', { stream: 'pointsAccount-beans.m42' }, { status: 404, code: 'stream_unknown' }),
  retry('a stream of the prototype', { stream: 'constructor-a.b' }, { status: 404, code: 'stream_unknown' }),
  retry('a way up for a stream', { stream: 'order-../../etc/passwd' }, { status: 404, code: 'fact_not_parked' }),
  retry('a fact that is not parked', {}, { status: 404, code: 'fact_not_parked' }),
  retry('overrule in words', { overrule: 'yes' }, { field: '/overrule' }),
  retry('a correction without its type', { corrected: { ...corrected, type: undefined } }, { field: '/corrected/type' }),
  retry('a correction whose data are of another type', { corrected: { ...corrected, data: FACT.data } }, { field: '/corrected/data/refundId' }),
  retry('a correction on 30 February', { corrected: { ...corrected, occurredAt: '2026-02-30T00:00:00Z' } }, { code: 'instant_invalid', field: '/corrected/occurredAt' }),
  retry('a correction in no currency', { corrected: { ...corrected, data: { ...corrected.data, currency: 'XXX' } } }, { code: 'currency_invalid', field: '/corrected/data/currency' }),
  retry('a correction of another fact', { corrected }, { code: 'correction_elsewhere' }),
  retry('a service', {}, { as: 'service', status: 403, code: 'role_missing' }),
  retry('an auditor', {}, { as: 'auditor', status: 403, code: 'role_missing' }),
  discard('a correction', { corrected }, { field: '/corrected' }),
  discard('a fact that is not parked', {}, { status: 404, code: 'fact_not_parked' }),
  discard('no fact', { factId: undefined }, { field: '/factId' }),
  discard('no Idempotency-Key', {}, { key: '', code: 'idempotency_key_missing' }),
];

/** Questions that have no answer. */
export const BAD_QUESTIONS: readonly BadRequest[] = [
  get('/orders?limit=0', 400, 'request_invalid', '/limit'),
  get('/orders?limit=1001', 400, 'request_invalid', '/limit'),
  get('/orders?limit=abc', 400, 'request_invalid', '/limit'),
  get('/orders?limit=-1', 400, 'request_invalid', '/limit'),
  get('/orders?limit=1&limit=2', 400, 'request_invalid', '/limit'),
  get('/orders?status=lost', 400, 'request_invalid', '/status'),
  get('/orders?shop=ma.in', 400, 'request_invalid', '/shop'),
  get('/orders?memberId=jane@example.com', 400, 'request_invalid', '/memberId'),
  get('/orders?page=2', 400, 'request_invalid', '/page'),
  get('/orders?cursor=abc', 400, 'cursor_invalid'),
  get('/orders?cursor=%00', 400, 'request_invalid', '/cursor'),
  get(`/orders?cursor=${Buffer.from('["-placedAt,_id",null,{}]').toString('base64url')}`, 400, 'cursor_invalid'),
  get('/orders', 400, 'at_least_position_invalid', undefined, { headers: { 'at-least-position': 'soon' } }),
  get('/orders', 400, 'at_least_position_invalid', undefined, { headers: { 'at-least-position': '9'.repeat(16) } }),
  get('/carts?status=paid', 400, 'request_invalid', '/status'),
  get('/parked?status=lost', 400, 'request_invalid', '/status'),
  get('/products?sku=%F0%9F%98%80', 400, 'request_invalid', '/sku'),
  get('/products?sku=%20tea', 400, 'request_invalid', '/sku'),
  get('/orders/main/none', 404, 'order_unknown'),
  get('/orders/main/A%2F1%20of%203', 404, 'order_unknown'),
  get('/orders/main/%F0%9F%98%80', 400, 'request_invalid', '/id'),
  get('/orders/main/%20A', 400, 'request_invalid', '/id'),
  get('/orders/ma.in/A', 400, 'request_invalid', '/shop'),
  get(`/orders/main/${'A'.repeat(65)}`, 400, 'request_invalid', '/id'),
  get(`/orders/main/${'A'.repeat(201)}`, 414, 'uri_too_long'),
  get('/orders/main/%zz', 400, 'uri_malformed'),
  get('/carts/main/..%2F..%2Fetc%2Fpasswd', 404, 'cart_unknown'),
  get('/products/main/__proto__', 404, 'product_unknown'),
  get('/orders', 401, 'api_key_missing', undefined, { as: '' }),
  get('/parked', 403, 'role_missing', undefined, { as: 'service' }),
  get('/facts', 405, 'method_not_allowed'),
  get('/refunds', 404, 'route_not_found'),
  get('/orders/main', 404, 'route_not_found'),
  { name: 'DELETE of an order', method: 'DELETE', path: '/v1/commerce/orders/main/A', status: 405, code: 'method_not_allowed' },
];
