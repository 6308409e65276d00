import { listApiKeys, revokeApiKey } from '../auth/key-administration';
import { openSample, type Sample } from '../testing/sample-service';

const codeIn = async (response: Response) => ((await response.json()) as { code?: string }).code;

describe('a service', () => {
  let sample: Sample;
  let service: string;
  beforeAll(async () => {
    sample = await openSample();
    service = sample.key('service');
  });
  afterAll(() => sample.close());

  const request = (method: string, path: string, { body, ...headers }: Record<string, string> & { body?: never } | { body: unknown; [header: string]: unknown } = {}) =>
    fetch(`${sample.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${service}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(headers as Record<string, string>) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const things = (count: number) => ({ colour: 'red', things: [{ sku: 's-1', count }] });
  const put = (box: string, key: string, count: number) => request('POST', `/v1/sample/boxes/${box}/things`, { body: things(count), 'idempotency-key': key });

  describe('given a command', () => {
    it('answers once it is durable, with the position of the log', async () => {
      const response = await put('a', 'k1', 3);
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({ box: 'a', count: 3 });
      expect(Number(response.headers.get('ledger-position'))).toBe(await sample.log.head());
      expect(response.headers.get('idempotency-replayed')).toBeNull();
    });

    it('gives the same answer again under the same key, and does nothing again', async () => {
      const first = await put('b', 'k2', 2);
      const head = await sample.log.head();
      const again = await put('b', 'k2', 2);
      expect([again.status, await again.json()]).toEqual([201, { box: 'b', count: 2 }]);
      expect(again.headers.get('ledger-position')).toBe(first.headers.get('ledger-position'));
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await sample.log.head()).toBe(head);
    });

    it.each([['another body', 'b', 5], ['another path', 'c', 2]])('refuses the key with %s', async (_, box, count) => {
      await put('b', 'k3', 2);
      const response = await put(box, 'k3', count);
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ code: 'command_id_reused', retryable: false });
    });

    it('takes the same members in another order for the same body', async () => {
      await request('POST', '/v1/sample/boxes/d/things', { body: '{"colour":"red","things":[{"sku":"s","count":1}]}', 'idempotency-key': 'k4' });
      const again = await request('POST', '/v1/sample/boxes/d/things', { body: '{ "things":[{"count":1,"sku":"s"}], "colour":"red" }', 'idempotency-key': 'k4' });
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    });

    it('keeps the keys of two callers apart', async () => {
      await put('e', 'same', 1);
      const other = await request('POST', '/v1/sample/boxes/e/things', { body: things(4), 'idempotency-key': 'same', authorization: `Bearer ${sample.key('service')}` });
      expect(await other.json()).toEqual({ box: 'e', count: 5 });
    });

    it('tells a refusal of the domain as a problem, again the same', async () => {
      const first = await put('f', 'k5', 9);
      expect(first.status).toBe(201);
      await put('f', 'k6', 9);
      for (let i = 0; i < 2; i += 1) {
        const response = await put('f', 'k7', 9);
        expect(response.status).toBe(422);
        expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
        expect(response.headers.get('idempotency-replayed')).toBe(i === 0 ? null : 'true');
        expect(await response.json()).toEqual({
          type: 'urn:loyalty:error:box_full', title: 'Box full', status: 422, detail: 'A box holds 20 things', instance: '/v1/sample/boxes/f/things', code: 'box_full', retryable: false,
          facts: { held: 18, asked: 9, limit: 20 }, requestId: response.headers.get('x-request-id'),
        });
      }
    });

    it('needs a key of 1 to 120 visible characters', async () => {
      const without = await request('POST', '/v1/sample/boxes/a/things', { body: things(1) });
      expect([without.status, await codeIn(without)]).toEqual([400, 'idempotency_key_missing']);
      for (const key of ['x'.repeat(121), 'two words', 'é']) {
        const response = await put('a', key, 1);
        expect([response.status, await codeIn(response)]).toEqual([400, 'idempotency_key_invalid']);
      }
      expect((await put('a', 'x'.repeat(120), 1)).status).toBe(201);
    });

    it('may be a DELETE without a body', async () => {
      const response = await request('DELETE', '/v1/sample/boxes/a', { 'idempotency-key': 'd', authorization: `Bearer ${sample.key('operator')}` });
      expect([response.status, await response.json()]).toEqual([200, { box: 'a', id: expect.stringMatching(/^key-[0-9a-f]{12}:d$/) }]);
    });
  });

  describe('given a question', () => {
    it('answers 304 to who has the revision already', async () => {
      await put('g', 'k8', 1);
      const first = await request('GET', '/v1/sample/boxes/g');
      expect([first.headers.get('etag'), first.headers.get('cache-control')]).toEqual(['"1"', 'private, no-cache']);
      for (const tag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
        const again = await request('GET', '/v1/sample/boxes/g', { 'if-none-match': tag });
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', '"1"']);
      }
      await put('g', 'k9', 1);
      expect((await request('GET', '/v1/sample/boxes/g', { 'if-none-match': '"1"' })).status).toBe(200);
    });

    it('answers HEAD as GET, without the body', async () => {
      const head = await request('HEAD', '/v1/sample/boxes/g');
      expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, '"2"', '']);
    });

    it('lets a caller see its own write in a view', async () => {
      const auditor = { authorization: `Bearer ${sample.key('auditor')}` };
      const position = (await put('h', 'k10', 7)).headers.get('ledger-position')!;
      const response = await request('GET', '/v1/sample/boxes?atLeast=7&limit=1000', { ...auditor, 'at-least-position': position });
      expect(((await response.json()) as { boxes: unknown[] }).boxes).toContainEqual({ box: 'h', count: 7 });
      expect(Number(response.headers.get('ledger-position'))).toBeGreaterThanOrEqual(Number(position));
    });

    it('pages with a cursor', async () => {
      const auditor = { authorization: `Bearer ${sample.key('auditor')}` };
      const seen: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const page = (await (await request('GET', `/v1/sample/boxes?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, auditor)).json()) as { boxes: { box: string }[]; next?: string };
        seen.push(...page.boxes.map(({ box }) => box));
        cursor = page.next;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(['a', 'b', 'g', 'h']));
    });

    it.each(['limit=0', 'limit=1001', 'limit=ten', 'unknown=1', 'limit=1&limit=2', 'cursor=%20', 'atLeast=-1'])('refuses the query %s', async (query) => {
      const response = await request('GET', `/v1/sample/boxes?${query}`, { authorization: `Bearer ${sample.key('auditor')}` });
      expect([response.status, await codeIn(response)]).toEqual([400, 'request_invalid']);
    });

    it('may ask by POST without an Idempotency-Key', async () => {
      const response = await request('POST', '/v1/sample/estimates', { body: things(1) });
      expect([response.status, await response.json()]).toEqual([200, { count: 1 }]);
    });
  });

  describe('asked by', () => {
    const codeOf = async (headers: Record<string, string>, path = '/v1/sample/boxes/a', method = 'GET') => {
      const response = await fetch(`${sample.url}${path}`, { headers, method });
      return [response.status, await codeIn(response)];
    };

    it('nobody, says that a key is missing', async () => {
      expect(await codeOf({})).toEqual([401, 'api_key_missing']);
      expect(await codeOf({ authorization: 'Basic dTpw' })).toEqual([401, 'api_key_missing']);
      expect(await codeOf({ authorization: 'Bearer ' })).toEqual([401, 'api_key_missing']);
      expect((await fetch(`${sample.url}/v1/sample/boxes/a`)).headers.get('www-authenticate')).toBe('Bearer');
    });

    it('a stranger, says that the key is unknown', async () => {
      expect(await codeOf({ authorization: `Bearer ${service}x` })).toEqual([401, 'api_key_unknown']);
      expect(await codeOf({ 'x-api-key': 'loyalty_' })).toEqual([401, 'api_key_unknown']);
    });

    it('someone with another role, says which it takes', async () => {
      expect(await codeOf({ 'x-api-key': service }, '/v1/sample/boxes')).toEqual([403, 'role_missing']);
      expect(await codeOf({ 'x-api-key': sample.key('auditor') }, '/v1/sample/boxes/a/things', 'POST')).toEqual([403, 'role_missing']);
    });

    it('someone with one of the roles, answers; both headers do', async () => {
      expect(await codeOf({ 'x-api-key': service })).toEqual([200, undefined]);
      expect(await codeOf({ authorization: `bearer  ${sample.key('auditor', 'support')}` })).toEqual([200, undefined]);
    });

    it('a key that is revoked while it runs, refuses', async () => {
      const key = sample.key('support');
      expect(await codeOf({ 'x-api-key': key })).toEqual([200, undefined]);
      const file = sample.service.configuration.apiKeysFile;
      revokeApiKey(file, listApiKeys(file).at(-1)!.id);
      sample.service.keys.reload();
      expect(await codeOf({ 'x-api-key': key })).toEqual([401, 'api_key_unknown']);
    });
  });
});
