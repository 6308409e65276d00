import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { exchange, type RawAnswer } from '../testing/raw-http';
import { openSample, type Sample } from '../testing/sample-service';

const PATH = '/v1/sample/boxes/m/things';
const GOOD = '{"colour":"red","things":[{"sku":"s","count":1}]}';
const item = (text: string) => `{"colour":"red","things":[{"sku":"s","count":1${text}}]}`;
const more = (text: string) => `{"colour":"red","things":[{"sku":"s","count":1}],${text}}`;
const deep = (depth: number, open: string, close: string, inner = '1') => open.repeat(depth) + inner + close.repeat(depth);

describe('a malformed request', () => {
  let sample: Sample;
  let port: number;
  let key: string;
  let count = 0;
  beforeAll(async () => {
    sample = await openSample();
    port = Number(new URL(sample.url).port);
    key = sample.key('operator');
  });
  afterAll(() => sample.close());

  /** A POST as it stands on the wire; `headers` replaces or adds lines. */
  function post(body: string | Uint8Array, headers: Record<string, string> = {}, path = PATH): (string | Uint8Array)[] {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    count += 1;
    const all = { host: 'x', 'x-api-key': key, 'idempotency-key': `m${count}`, 'content-type': 'application/json', 'content-length': String(bytes.length), connection: 'close', ...headers };
    return [`POST ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, bytes];
  }
  const get = (target: string, headers = '') => [`GET ${target} HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\nconnection: close\r\n${headers}\r\n`];
  const codeOf = ({ body }: RawAnswer) => (body.startsWith('{') ? (JSON.parse(body) as { code?: string }).code : undefined);

  it('is not the one that these tests start from', async () => {
    expect((await exchange(port, ...post(GOOD))).status).toBe(201);
  });

  const bodies: [name: string, body: string | Uint8Array, status: number, code: string][] = [
    ['no body', '', 400, 'request_invalid'],
    ['only white space', '  \n', 400, 'json_malformed'],
    ['text', 'hello', 400, 'json_malformed'],
    ['half a body', '{"colour":"red"', 400, 'json_malformed'],
    ['a comma too many', '{"colour":"red",}', 400, 'json_malformed'],
    ['single quotes', "{'colour':'red'}", 400, 'json_malformed'],
    ['a comment', '{/**/}', 400, 'json_malformed'],
    ['two values', '{} {}', 400, 'json_malformed'],
    ['NaN', item(',"x":NaN'), 400, 'json_malformed'],
    ['a hexadecimal number', '{"colour":0x10}', 400, 'json_malformed'],
    ['a byte order mark', '\ufeff' + GOOD, 400, 'json_malformed'],
    ['UTF-16', Buffer.from(GOOD, 'utf16le'), 400, 'json_malformed'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'json_malformed'],
    ['overlong UTF-8', Buffer.from([0x22, 0xc0, 0x80, 0x22]), 400, 'json_malformed'],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 400, 'json_malformed'],
    ['raw control characters', '{"colour":"r\u0000ed"}', 400, 'json_malformed'],
    ['a list', '[]', 400, 'request_invalid'],
    ['a list of bodies', `[${GOOD}]`, 400, 'request_invalid'],
    ['null', 'null', 400, 'request_invalid'],
    ['a number', '1', 400, 'request_invalid'],
    ['a text', '"red"', 400, 'request_invalid'],
    ['true', 'true', 400, 'request_invalid'],
    ['an empty object', '{}', 400, 'request_invalid'],
    ['null for a list', '{"colour":"red","things":null}', 400, 'request_invalid'],
    ['an object for a list', '{"colour":"red","things":{"0":{"sku":"s","count":1},"length":1}}', 400, 'request_invalid'],
    ['a list for an object', '{"colour":"red","things":[[{"sku":"s","count":1}]]}', 400, 'request_invalid'],
    ['nulls in a list', '{"colour":"red","things":[null]}', 400, 'request_invalid'],
    ['null for something optional', more('"note":null'), 400, 'request_invalid'],
    ['a number as text', '{"colour":"red","things":[{"sku":"s","count":"1"}]}', 400, 'request_invalid'],
    ['a fraction', '{"colour":"red","things":[{"sku":"s","count":1.5}]}', 400, 'request_invalid'],
    ['1e400', '{"colour":"red","things":[{"sku":"s","count":1e400}]}', 400, 'request_invalid'],
    ['a thousand digits', `{"colour":"red","things":[{"sku":"s","count":${'9'.repeat(1000)}}]}`, 400, 'request_invalid'],
    ['minus zero', '{"colour":"red","things":[{"sku":"s","count":-0}]}', 400, 'request_invalid'],
    ['an unknown member', more('"extra":1'), 400, 'request_invalid'],
    ['an unknown member below', item(',"extra":1'), 400, 'request_invalid'],
    ['__proto__', more('"__proto__":{"admin":true}'), 400, 'json_malformed'],
    ['__proto__ in escapes', more('"\\u005f\\u005fproto\\u005f_":{"admin":true}'), 400, 'json_malformed'],
    ['__proto__ below, in free members', more('"attributes":{"a":{"__proto__":1}}'), 400, 'json_malformed'],
    ['constructor.prototype', more('"constructor":{"prototype":{"admin":true}}'), 400, 'request_invalid'],
    ['toString', more('"toString":1'), 400, 'request_invalid'],
    ['a lone surrogate in free members', more('"attributes":{"a":"\\ud800"}'), 400, 'not_canonical'],
    ['a lone surrogate in a text', more('"note":"\\udfff"'), 400, 'not_canonical'],
    ['a lone surrogate in an id', '{"colour":"red","things":[{"sku":"\\ud800","count":1}]}', 400, 'request_invalid'],
    ['markup where it is not wanted', more('"note":"<script>"'), 400, 'request_invalid'],
    ['a text that is too long', more(`"note":"${'x'.repeat(41)}"`), 400, 'request_invalid'],
    ['a date that does not exist', more('"at":"2026-02-30T00:00:00Z"'), 400, 'request_invalid'],
    ['a date without its offset', more('"at":"2026-02-28T00:00:00"'), 400, 'request_invalid'],
    ['10,000 lists in lists', deep(10_000, '[', ']'), 400, 'request_invalid'],
    ['10,000 objects in objects', deep(10_000, '{"a":', '}'), 400, 'request_invalid'],
    ['10,000 levels where members are free', more(`"attributes":{"a":${deep(10_000, '[', ']')}}`), 400, 'not_canonical'],
    ['10,000 levels and a __proto__', more(`"attributes":{"a":${deep(10_000, '[', ']')},"__proto__":1}`), 400, 'json_malformed'],
    ['2 million open brackets', '['.repeat(2_000_000), 400, 'json_malformed'],
    ['1.9 million levels', deep(1_900_000, '[', ']'), 400, 'request_invalid'],
    ['51 of at most 50', `{"colour":"red","things":[${Array(51).fill('{"sku":"s","count":1}').join()}]}`, 400, 'request_invalid'],
    ['100,000 wrong things', `{"colour":"red","things":[${Array(100_000).fill('{"a":1}').join()}]}`, 400, 'request_invalid'],
    ['100,000 unknown members', `{${Array.from({ length: 100_000 }, (_, i) => `"m${i}":1`).join()}}`, 400, 'request_invalid'],
    ['a member name of a megabyte', `{"${'n'.repeat(1_000_000)}":1}`, 400, 'request_invalid'],
    ['more than 4 MiB', `{"note":"${'x'.repeat(4 * 1024 * 1024)}"}`, 413, 'body_too_large'],
  ];
  it.each(bodies)('with %s as its body is refused', async (_, body, status, code) => {
    const answer = await exchange(port, ...post(body));
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.length).toBeLessThan(8_000);
  });

  it.each<[string, string, number]>([['duplicate members: the last counts', '{"colour":"no","colour":"red","things":[{"sku":"s","count":1}]}', 201], ['10 levels where members are free', more(`"attributes":{"a":${deep(10, '[', ']')}}`), 201]])(
    'is not one with %s', async (_, body, status) => {
      expect((await exchange(port, ...post(body))).status).toBe(status);
    });

  const requests: [name: string, bytes: () => (string | Uint8Array)[], status: number, code: string | undefined][] = [
    ['text as its type', () => post(GOOD, { 'content-type': 'text/plain' }), 415, 'media_type_unsupported'],
    ['a form', () => post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'media_type_unsupported'],
    ['no type', () => post(GOOD).map((part) => (typeof part === 'string' ? part.replace(/content-type: [^\r]*\r\n/, '') : part)), 415, 'media_type_unsupported'],
    ['a type that is none', () => post(GOOD, { 'content-type': ';;;' }), 415, 'media_type_unsupported'],
    ['another charset', () => post(GOOD, { 'content-type': 'application/json; charset=latin1' }), 415, 'media_type_unsupported'],
    ['a merge patch', () => post(GOOD, { 'content-type': 'application/merge-patch+json' }), 415, 'media_type_unsupported'],
    ['a compressed body', () => post(gzipSync(GOOD), { 'content-encoding': 'gzip' }), 415, 'media_type_unsupported'],
    ['a compressed body that is not declared', () => post(gzipSync(GOOD)), 400, 'json_malformed'],
    ['a length of nothing', () => post(GOOD, { 'content-length': 'abc' }), 400, 'http_malformed'],
    ['a negative length', () => post(GOOD, { 'content-length': '-1' }), 400, 'http_malformed'],
    ['a length beyond every limit', () => post(GOOD, { 'content-length': '99999999999' }), 413, 'body_too_large'],
    ['two lengths', () => [`POST ${PATH} HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n12345`], 400, 'http_malformed'],
    ['a length and chunks', () => post(GOOD, { 'transfer-encoding': 'chunked' }), 400, 'http_malformed'],
    ['chunks of garbage', () => [`POST ${PATH} HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\nidempotency-key: g\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`], 400, undefined],
    ['an unknown transfer encoding', () => [`POST ${PATH} HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\ntransfer-encoding: cow\r\n\r\n${GOOD}`], 415, 'media_type_unsupported'],
    ['headers of 20 KB', () => post(GOOD, { 'x-large': 'x'.repeat(20_000) }), 431, 'headers_too_large'],
    ['a control character in a header', () => post(GOOD, { 'x-odd': 'a\u0001b' }), 400, 'http_malformed'],
    ['a header line folded', () => post(GOOD, { 'x-odd': 'a\r\n b' }), 400, 'http_malformed'],
    ['white space before the colon', () => post(GOOD, { 'x-odd ': 'a' }), 400, 'http_malformed'],
    ['no host', () => ['GET /health HTTP/1.1\r\n\r\n'], 400, undefined],
    ['no HTTP at all', () => ['hello\r\n\r\n'], 400, 'http_malformed'],
    ['an SSH greeting', () => ['SSH-2.0-OpenSSH_9.0\r\n'], 400, 'http_malformed'],
    ['a TLS hello', () => [Buffer.from('16030100c8010000c40303', 'hex')], 400, 'http_malformed'],
    ['HTTP/9.9', () => ['GET /health HTTP/9.9\r\nhost: x\r\n\r\n'], 400, 'http_malformed'],
    ['two Idempotency-Keys', () => [`POST ${PATH} HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\nidempotency-key: a\r\nidempotency-key: b\r\ncontent-type: application/json\r\ncontent-length: ${GOOD.length}\r\n\r\n${GOOD}`], 400, 'idempotency_key_invalid'],
    ['an Idempotency-Key of a kilobyte', () => post(GOOD, { 'idempotency-key': 'k'.repeat(1024) }), 400, 'idempotency_key_invalid'],
    ['a key of 10 KB', () => post(GOOD, { 'x-api-key': 'k'.repeat(10_000) }), 401, 'api_key_unknown'],
    ['an if-none-match of nonsense', () => get('/v1/sample/boxes/none', 'if-none-match: ,,"",W/\r\n'), 404, 'box_unknown'],
    ['a wrong at-least-position', () => get('/v1/sample/boxes', 'at-least-position: 1e3\r\n'), 400, 'at_least_position_invalid'],
    ['a broken escape in its path', () => get('/v1/sample/boxes/%'), 400, 'uri_malformed'],
    ['invalid UTF-8 in its path', () => get('/v1/sample/boxes/%ff%fe'), 400, 'uri_malformed'],
    ['raw bytes in its path', () => get('/v1/sample/boxes/\u00ff'), 400, undefined],
    ['a null in its path', () => get('/v1/sample/boxes/%00'), 400, 'request_invalid'],
    ['a way up in its path', () => get('/v1/sample/boxes/..%2f..%2fetc%2fpasswd'), 400, 'request_invalid'],
    ['a way up among the assets', () => get('/docs/..%2f..%2f..%2fpackage.json'), 404, 'route_not_found'],
    ['a plain way up', () => get('/docs/../../../etc/passwd'), 400, 'request_refused'],
    ['an id of 201 characters', () => get(`/v1/sample/boxes/${'a'.repeat(201)}`), 414, 'uri_too_long'],
    ['an id of 65 characters', () => get(`/v1/sample/boxes/${'a'.repeat(65)}`), 400, 'request_invalid'],
    ['an empty id', () => get('/v1/sample/boxes/'), 404, 'route_not_found'],
    ['slashes', () => get('//////'), 404, 'route_not_found'],
    ['another protocol in its target', () => get('gopher://x/y'), 404, 'route_not_found'],
    ['prototype names in its query', () => get('/v1/sample/boxes?__proto__=1&constructor=2'), 400, 'request_invalid'],
    ['broken escapes in its query', () => get('/v1/sample/boxes?limit=%zz'), 400, 'request_invalid'],
    ['8 KB of query', () => get(`/v1/sample/boxes?${'a=1&'.repeat(2_000)}`), 400, 'request_invalid'],
    ['a cursor of another list', () => get('/v1/sample/boxes?cursor=WyJ4IiwxXQ'), 400, 'cursor_invalid'],
    ['an unknown path', () => get('/v2'), 404, 'route_not_found'],
    ['a method that the path does not take', () => [`PUT ${PATH} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`], 405, 'method_not_allowed'],
    ['a rare method', () => [`PROPFIND ${PATH} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`], 405, 'method_not_allowed'],
    ['TRACE', () => [`TRACE ${PATH} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`], 405, 'method_not_allowed'],
    ['a body where the command has none', () => [`DELETE /v1/sample/boxes/a HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\nidempotency-key: d\r\ncontent-type: application/json\r\ncontent-length: 7\r\nconnection: close\r\n\r\n{"a":1}`], 400, 'request_invalid'],
  ];
  it.each(requests)('with %s is refused', async (_, bytes, status, code) => {
    const answer = await exchange(port, ...bytes());
    expect([answer.status, code === undefined ? undefined : codeOf(answer)]).toEqual([status, code]);
    // What Node itself answers has no code of ours and no headers of ours.
    if (code !== undefined) expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(answer.text).not.toMatch(/root:|node_modules|\bat .*\.js:/);
  });

  it('tells which methods the path takes', async () => {
    const answer = await exchange(port, `PUT /v1/sample/boxes/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer.headers['allow']).toBe('DELETE, GET, HEAD');
  });

  it('in which bytes of a good one are changed is never a fault of ours', async () => {
    const original = Buffer.concat(post(GOOD).map((part) => Buffer.from(part as string)));
    const change = fc.record({ at: fc.nat(original.length - 1), byte: fc.nat(255), what: fc.constantFrom('replace', 'insert', 'cut') });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = [...original];
        for (const { at, byte, what } of changes) bytes.splice(at, what === 'insert' ? 0 : 1, ...(what === 'cut' ? [] : [byte]));
        // Some are the beginning of a longer request: the server waits for the rest, we do not.
        const answer = await Promise.race([exchange(port, Uint8Array.from(bytes)), new Promise<{ status: number }>((resolve) => setTimeout(resolve, 150, { status: 0 }))]);
        expect(answer.status).not.toBe(500);
        expect(answer.status).not.toBe(503);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('leaves the service in good health', async () => {
    expect((await exchange(port, ...post(GOOD))).status).toBe(201);
    expect(await (await fetch(`${sample.url}/ready`)).json()).toMatchObject({ ready: true, degraded: false });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('an unforeseen error', () => {
  it('is told as internal with a request id, and logged in full under that id', async () => {
    const lines: string[] = [];
    const sample = await openSample({ LOG_LEVEL: 'error' }, { logTo: { write: (line) => lines.push(line) } });
    const response = await fetch(`${sample.url}/v1/sample/broken`, { headers: { 'x-request-id': 'r-1' } });
    const text = await response.text();
    await sample.close();
    expect([response.status, JSON.parse(text)]).toEqual([500, expect.objectContaining({ code: 'internal', requestId: 'r-1', facts: {}, retryable: false })]);
    expect(text).not.toContain('secret');
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ level: 'error', code: 'internal', requestId: 'r-1', err: expect.objectContaining({ message: 'secret detail of /etc/passwd' }) })]);
  });
});
