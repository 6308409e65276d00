import type { BadRequest } from '@loyalty/platform/testing';
import { BATCH, GIFT, REASON } from './codes-examples';

const BATCHES = '/v1/coupons/batches';
const CODES = '/v1/coupons/codes';
/** A batch that there is, and one of its codes, put in by the spec. */
export const BATCH_ID = '{batch}';
export const CODE = '{code}';

interface Refused {
  readonly status?: number;
  readonly code?: string;
  readonly field?: string;
}

const post = (path: string, good: object) => (name: string, changes: object, { status = 400, code = 'request_invalid', field }: Refused = {}): BadRequest =>
  ({ name: `POST ${path}: ${name}`, method: 'POST', path, body: { ...good, ...changes }, status, code, ...(field === undefined ? {} : { field }) });

const format = (changes: object) => ({ format: { ...BATCH.format, ...changes } });
const batch = post(BATCHES, BATCH);
const gift = post(`${CODES}/${CODE}/assign`, GIFT);
const issue = post(`${BATCHES}/${BATCH_ID}/issue`, GIFT);

export const BAD_BATCHES: readonly BadRequest[] = [
  batch('no campaign', { campaignId: undefined }, { field: '/campaignId' }),
  batch('a campaign id with a dot', { campaignId: 'a.b' }, { field: '/campaignId' }),
  batch('a campaign that there is not', { campaignId: 'nothing' }, { status: 404, code: 'campaign_unknown' }),
  batch('no kind', { kind: undefined }, { field: '/kind' }),
  batch('another kind', { kind: 'printed' }, { field: '/kind' }),
  batch('no size', { size: undefined }, { code: 'field_missing', field: '/size' }),
  batch('size 0', { size: 0 }, { field: '/size' }),
  batch('a size below 0', { size: -1 }, { field: '/size' }),
  batch('half a code', { size: 1.5 }, { field: '/size' }),
  batch('a size as text', { size: '10' }, { field: '/size' }),
  batch('more than ten million', { size: 10_000_001 }, { field: '/size' }),
  batch('a size for imported codes', { kind: 'imported' }, { code: 'field_not_of_kind', field: '/size' }),
  batch('a format for imported codes', { kind: 'imported', size: undefined }, { code: 'field_not_of_kind', field: '/format' }),
  batch('a format that is a list', { format: [] }, { field: '/format' }),
  batch('a prefix of other signs', format({ prefix: 'שלום' }), { field: '/format/prefix' }),
  batch('a prefix with a hyphen', format({ prefix: 'A-B' }), { field: '/format/prefix' }),
  batch('an empty prefix', format({ prefix: '' }), { field: '/format/prefix' }),
  batch('signs that there are not', format({ charset: 'emoji' }), { field: '/format/charset' }),
  batch('too few characters', format({ length: 3 }), { field: '/format/length' }),
  batch('too many characters', format({ length: 17 }), { field: '/format/length' }),
  batch('too many letters', format({ charset: 'letters', prefix: 'A1', length: 13 }), { code: 'amount_invalid', field: '/format/length' }),
  batch('digits behind a digit', format({ charset: 'digits', prefix: 'A1' }), { code: 'code_format_invalid', field: '/format/prefix' }),
  batch('more than half of the space', { ...format({ length: 4 }), size: 600_000 }, { status: 422, code: 'key_space_exhausted' }),
  batch('codes that look like others', format({ prefix: 'SUMMERA', length: 10 }), { status: 422, code: 'code_space_taken' }),
  batch('an unknown member', format({ colour: 'red' }), { field: '/format/colour' }),
  batch('no uses', { usesPerCode: 0 }, { field: '/usesPerCode' }),
  batch('a day that there is not', { validFrom: '2026-02-30T00:00:00Z' }, { code: 'instant_invalid', field: '/validFrom' }),
  batch('a time without offset', { validUntil: '2026-09-01T00:00:00' }, { field: '/validUntil' }),
  batch('an end before the start', { validUntil: '2026-05-01T00:00:00Z' }, { code: 'batch_invalid', field: '/validUntil' }),
  batch('null for a member', { daysAfterIssue: null }, { field: '/daysAfterIssue' }),
  { name: 'a batch of nothing', method: 'POST', path: BATCHES, body: '[]', status: 400, code: 'request_invalid' },
];

export const BAD_GIFTS: readonly BadRequest[] = [
  gift('no member', { memberId: undefined }, { field: '/memberId' }),
  gift('no reason', { reasonCode: undefined }, { field: '/reasonCode' }),
  gift('words for a reason', { reasonCode: 'he was angry' }, { field: '/reasonCode' }),
  gift('a source that there is not', { source: { kind: 'lottery' } }, { field: '/source/kind' }),
  gift('an amount of nothing', { minimumAmount: { amountMinor: 0, currency: 'ILS' } }, { field: '/minimumAmount/amountMinor' }),
  gift('an amount without currency', { value: { amountMinor: 5 } }, { field: '/value/currency' }),
  gift('days and an end', { validUntil: '2030-01-01T00:00:00Z' }, { code: 'coupon_invalid', field: '/days' }),
  gift('an end that is past', { days: undefined, validUntil: '2020-01-01T00:00:00Z' }, { code: 'coupon_invalid', field: '/validUntil' }),
  issue('no member', { memberId: 'a b' }, { field: '/memberId' }),
  issue('too many days', { days: 3_661 }, { field: '/days' }),
  post(`${CODES}/nobody-has-this/assign`, GIFT)('a code that nobody gave out', {}, { status: 404, code: 'code_unknown' }),
  post(`${CODES}/%E2%98%83%E2%98%83%E2%98%83/assign`, GIFT)('what is no code', {}, { status: 404, code: 'code_unknown' }),
  post(`${CODES}/${'A'.repeat(150)}/disable`, REASON)('a very long code', {}, { status: 404, code: 'code_unknown' }),
  post(`${CODES}/${'A'.repeat(201)}/disable`, REASON)('a code beyond all limits', {}, { status: 414, code: 'uri_too_long' }),
  post(`${CODES}/${CODE}/disable`, REASON)('no reason', { reasonCode: '' }, { field: '/reasonCode' }),
  post(`${BATCHES}/none/issue`, GIFT)('a batch that there is not', {}, { status: 404, code: 'batch_unknown' }),
  post(`${BATCHES}/none/disable`, REASON)('a batch that there is not', {}, { status: 404, code: 'batch_unknown' }),
  post('/v1/coupons/members/a.b/codes/disable', REASON)('a member id with a dot', {}, { field: '/memberId' }),
];

const file = (name: string, type: string, body: string, { status = 400, code = 'request_invalid', field }: Refused, path = `${BATCHES}/${BATCH_ID}/import`): BadRequest =>
  ({ name: `an import of ${name}`, method: 'POST', path, body, headers: { 'content-type': type }, status, code, ...(field === undefined ? {} : { field }) });

export const BAD_FILES: readonly BadRequest[] = [
  file('JSON', 'application/json', '{"codes":["A-1-B"]}', { status: 415, code: 'media_type_unsupported' }),
  file('a form', 'application/x-www-form-urlencoded', 'a=b', { status: 415, code: 'media_type_unsupported' }),
  file('something compressed', 'text/csv; charset=utf-8', 'A-1-B', { status: 415, code: 'media_type_unsupported' }),
  file('codes for a batch that makes its own', 'text/csv', 'A-1-B', { status: 422, code: 'batch_not_imported' }),
  file('codes for no batch', 'text/plain', 'A-1-B', { status: 404, code: 'batch_unknown' }, `${BATCHES}/none/import`),
  file('text where JSON belongs', 'text/csv', 'A-1-B', { status: 415, code: 'media_type_unsupported' }, BATCHES),
].map((bad) => (bad.name.includes('compressed') ? { ...bad, headers: { ...bad.headers, 'content-encoding': 'gzip' } } : bad));

const get = (path: string, status: number, code: string, field?: string): BadRequest => ({ name: `GET ${path.slice(0, 100)}`, method: 'GET', path, status, code, ...(field === undefined ? {} : { field }) });

export const BAD_QUESTIONS: readonly BadRequest[] = [
  get(`${BATCHES}/none`, 404, 'batch_unknown'),
  get(`${BATCHES}/a.b`, 400, 'request_invalid', '/batchId'),
  get(`${BATCHES}?limit=0`, 400, 'request_invalid', '/limit'),
  get(`${BATCHES}?cursor=-1`, 400, 'request_invalid', '/cursor'),
  get(`${BATCHES}?campaignId=a.b`, 400, 'request_invalid', '/campaignId'),
  get(`${BATCHES}/none/codes.csv`, 404, 'batch_unknown'),
  get(`${BATCHES}/${BATCH_ID}/codes.csv?from=0`, 400, 'request_invalid', '/from'),
  get(`${BATCHES}/${BATCH_ID}/codes.csv?from=1000000`, 400, 'serial_invalid', 'from'),
  get(`${CODES}/nobody-has-this`, 404, 'code_unknown'),
  get(`${CODES}/%F0%9F%98%80`, 404, 'code_unknown'),
  get(`${CODES}/__proto__`, 404, 'code_unknown'),
  get(`${CODES}/nobody-has-this/standing`, 404, 'code_not_valid'),
  get(`${CODES}/${CODE}/standing?memberId=a.b`, 400, 'request_invalid', '/memberId'),
  get(`${CODES}/nobody-has-this/qr.svg`, 404, 'code_unknown'),
  get(`${CODES}/${CODE}/qr.png?seconds=0`, 400, 'request_invalid', '/seconds'),
  get(`${CODES}/${CODE}/qr.gif`, 404, 'route_not_found'),
];
