import { openTestService, type TestService } from '@loyalty/platform/testing';
import { draft } from '../application/codes/codes-desk.fixture';
import { verifyPayload, type PublicKey } from '../domain/payload/signed-payload';
import { CodesModule } from './codes.module';
import { BATCH } from './codes-examples';

const BATCHES = '/v1/coupons/batches';
const OPEN = { campaignId: 'autumn', kind: 'imported' };
/** Without times of its own, so that it counts whenever these tests run. */
const GENERATED = { campaignId: 'summer', kind: 'generated', size: 3_000, format: BATCH.format };

describe('the doors of codes', () => {
  let door: TestService;
  let asked = 0;
  beforeAll(async () => {
    door = await openTestService([CodesModule]);
    await draft(door.service.world.ledger, 'summer', 'autumn');
  });
  afterAll(() => door.close());

  const post = (path: string, body: unknown, key = `k${(asked += 1)}`) => door.call('POST', path, { key, body });
  const made = async (body: object): Promise<string> => (await post(BATCHES, body)).body.batchId;
  const lines = async (batchId: string, query = '') => (await door.call('GET', `${BATCHES}/${batchId}/codes.csv${query}`)).body.trim().split('\n') as string[];

  it('make a batch of ten million at the cost of two events', async () => {
    const before = await door.log.head();
    const { status, body } = await post(BATCHES, { ...BATCH, size: 10_000_000 });
    expect([status, body]).toEqual([201, { batchId: expect.stringMatching(/^b[0-9a-f]{15}$/), campaignId: 'summer', size: 10_000_000 }]);
    expect(await door.log.head()).toBe(before + 2);
    const { headers, body: shown } = await door.call('GET', `${BATCHES}/${body.batchId}`);
    expect(shown).toMatchObject({ batchId: body.batchId, kind: 'generated', size: 10_000_000, issued: 0, format: BATCH.format });
    expect(headers.get('etag')).toBe('"1"');
  });

  it('export a batch as CSV, and go on behind what was received', async () => {
    const batchId = await made(GENERATED);
    const all = await lines(batchId);
    expect([all.length, all[0]]).toEqual([3_001, 'serial,code']);
    expect(new Set(all).size).toBe(3_001);
    expect(all[1]).toMatch(/^1,SUMMER-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await lines(batchId, '?from=2500')).toEqual(['serial,code', ...all.slice(2_500)]);
    expect((await door.call('GET', `${BATCHES}/${batchId}/codes.csv`, { as: 'support' })).body.code).toBe('role_missing');
  });

  it('find a code in any spelling, and a mistyped one nowhere', async () => {
    const batchId = await made(GENERATED);
    const code = (await lines(batchId))[7]!.split(',')[1]!;
    const spelled = code.toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o');
    expect((await door.call('GET', `/v1/coupons/codes/${encodeURIComponent(spelled)}`)).body).toMatchObject({ kind: 'generated', batchId, serial: 7, campaignId: 'summer', uses: 0 });
    const wrong = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
    expect((await door.call('GET', `/v1/coupons/codes/${wrong}`)).body.code).toBe('code_unknown');
    expect((await door.call('GET', `/v1/coupons/codes/${wrong}/standing`)).body.code).toBe('code_not_valid');
  });

  it('import foreign codes once, and say what was not taken', async () => {
    const batchId = await made(OPEN);
    const file = 'code\nOLD-1001\nOLD-1002\nold 1001\n???\n\n"OLD-1003",ten percent\n';
    const sent = (key: string) => door.call('POST', `${BATCHES}/${batchId}/import`, { key, body: file, headers: { 'content-type': 'text/csv' } });
    const { status, body } = await sent('file');
    expect([status, body]).toMatchObject([200, { batchId, lines: 7, added: 3, duplicates: 1, taken: 0, malformed: 1, told: [{ line: 4, problem: 'duplicate' }, { line: 5, problem: 'malformed' }] }]);
    const head = await door.log.head();
    const again = await sent('file');
    expect([again.body, again.headers.get('idempotency-replayed'), await door.log.head()]).toEqual([body, 'true', head]);
    expect((await sent('another-key')).body).toMatchObject({ added: 0, duplicates: 4 });
    expect((await door.call('GET', '/v1/coupons/codes/old1002')).body).toMatchObject({ kind: 'imported', batchId, campaignId: 'autumn' });
    expect((await door.call('GET', `${BATCHES}?campaignId=autumn`)).body).toMatchObject({ items: [{ batchId, kind: 'imported', size: 3, files: 2 }] });
    const other = await door.call('POST', `${BATCHES}/${batchId}/import`, { key: 'file', body: 'OLD-1004', headers: { 'content-type': 'text/plain' } });
    expect(other.body.code).toBe('command_id_reused');
  });

  it('give a member a code that nobody else can use', async () => {
    const batchId = await made(GENERATED);
    const { body } = await post(`${BATCHES}/${batchId}/issue`, { memberId: 'anna', reasonCode: 'welcome', days: 30, minimumAmount: { amountMinor: 5_000, currency: 'ILS' } });
    expect(body).toMatchObject({ batchId, memberId: 'anna', campaignId: 'summer', validUntil: expect.any(String), minimumAmount: { amountMinor: 5_000, currency: 'ILS' } });
    const standing = (query: string) => door.call('GET', `/v1/coupons/codes/${body.code}/standing${query}`, { as: 'service' });
    expect((await standing('?memberId=anna')).body).toEqual({ campaignId: 'summer', minimumAmount: { amountMinor: 5_000, currency: 'ILS' } });
    expect([(await standing('?memberId=ben')).body.code, (await standing('')).body.code]).toEqual(['code_not_valid', 'code_not_valid']);
    await post(`/v1/coupons/codes/${body.code}/disable`, { reasonCode: 'leaked' });
    expect([(await standing('?memberId=anna')).body.code, (await standing('?memberId=ben')).body.code]).toEqual(['code_disabled', 'code_not_valid']);
    await post(`/v1/coupons/codes/${body.code}/enable`, { reasonCode: 'mistake' });
    await post('/v1/coupons/members/anna/codes/disable', { reasonCode: 'fraud' });
    expect((await standing('?memberId=anna')).body.code).toBe('code_disabled');
    await post('/v1/coupons/members/anna/codes/enable', { reasonCode: 'cleared' });
    await post(`${BATCHES}/${batchId}/disable`, { reasonCode: 'recalled' });
    expect((await standing('?memberId=anna')).body.code).toBe('code_disabled');
    expect((await door.call('GET', `/v1/coupons/codes/${body.code}`)).body).toMatchObject({ disabled: { batch: 'recalled' }, assigned: { memberId: 'anna', reasonCode: 'welcome', source: { kind: 'operator' } } });
  });

  it('give thousand members thousand codes, asked for at once', async () => {
    const batchId = await made({ ...GENERATED, size: 1_000 });
    const given = await Promise.all(Array.from({ length: 1_000 }, (_, i) => post(`${BATCHES}/${batchId}/issue`, { memberId: `m${i}`, reasonCode: 'welcome' })));
    expect(new Set(given.map(({ body }) => body.code)).size).toBe(1_000);
    expect((await post(`${BATCHES}/${batchId}/issue`, { memberId: 'late', reasonCode: 'welcome' })).body.code).toBe('batch_exhausted');
    expect((await door.call('GET', `${BATCHES}/${batchId}`)).body.issued).toBe(1_000);
  });

  it('draw a signed code that a till verifies with the public keys alone', async () => {
    const batchId = await made(GENERATED);
    const { body: { code } } = await post(`${BATCHES}/${batchId}/issue`, { memberId: 'anna', reasonCode: 'welcome' });
    const svg = await door.call('GET', `/v1/coupons/codes/${code}/qr.svg?seconds=60`);
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(svg.body).toMatch(/^<svg .*<\/svg>\s*$/s);
    const png = await door.call('GET', `/v1/coupons/codes/${code}/qr.png`);
    expect([png.status, png.headers.get('content-type'), png.body.slice(1, 4)]).toEqual([200, 'image/png', 'PNG']);
    const { body: { keys } } = await door.call('GET', '/v1/coupons/keys', { as: 'service' });
    expect(keys).toEqual([{ kty: 'OKP', crv: 'Ed25519', x: expect.stringMatching(/^[\w-]{43}$/), kid: expect.stringMatching(/^[0-9a-f]{16}$/), use: 'sig', alg: 'EdDSA' }]);
    expect(() => verifyPayload('LC1.e30.AAAA', keys as PublicKey[], door.service.world.clock.now())).toThrow(expect.objectContaining({ code: 'payload_malformed' }));
  });
});
