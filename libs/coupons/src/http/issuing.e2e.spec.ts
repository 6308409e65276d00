import * as fc from 'fast-check';
import { IssuingRuleDto } from '@loyalty/contracts';
import { compiled } from '@loyalty/platform';
import { openTestService, sameVerdict, type BadRequest, type Called, type TestService } from '@loyalty/platform/testing';
import { draft } from '../application/codes/codes-desk.fixture';
import { CouponsModule } from '../coupons.module';
import { BATCH } from './codes-examples';
import { BAD_RULES, BATCH_ID, IMPORTED_ID, RULES } from './issuing-bad.fixture';
import { RULE } from './issuing-examples';

describe('the doors of issuing rules', () => {
  let door: TestService;
  let places: Readonly<Record<string, string>>;
  let asked = 0;
  beforeAll(async () => {
    door = await openTestService([CouponsModule]);
    await draft(door.service.world.ledger, 'summer');
    const made = async (body: object) => (await door.call('POST', '/v1/coupons/batches', { key: `batch-${(asked += 1)}`, body })).body.batchId as string;
    places = { [BATCH_ID]: await made({ campaignId: 'summer', kind: 'generated', size: 100, format: BATCH.format }), [IMPORTED_ID]: await made({ campaignId: 'summer', kind: 'imported' }) };
  });
  afterAll(() => door.close());

  const put = (ruleId: string, body: object, key = `k${(asked += 1)}`) => door.call('PUT', `${RULES}/${ruleId}`, { key, body });

  it.each(BAD_RULES.map((bad) => [bad.name, bad] as const))('refuse %s', async (_, { method, path, body, status, code, field }: BadRequest) => {
    const head = await door.log.head();
    const sent = body === undefined || typeof body === 'string' ? body : placed(body, places);
    const answer = await door.call(method, path, { ...(sent === undefined ? {} : { body: sent }), ...(method === 'GET' ? {} : { key: `bad-${(asked += 1)}` }) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (field) expect(fieldsOf(answer)).toContain(field);
    expect(await door.log.head()).toBe(head);
  });

  it('define, change, show, list and end a rule', async () => {
    const rule = { ...RULE, batchId: places[BATCH_ID]! };
    const first = await put('back', rule, 'first');
    expect([first.status, first.body]).toEqual([200, { ruleId: 'back', status: 'active' }]);
    const head = await door.log.head();
    const again = await put('back', rule, 'first');
    expect([again.body, again.headers.get('idempotency-replayed'), await door.log.head()]).toEqual([first.body, 'true', head]);
    await put('back', { ...rule, days: 7 });
    expect((await door.call('GET', `${RULES}/back`)).body).toEqual({ ...rule, days: 7, ruleId: 'back', status: 'active', definedAt: expect.any(String), revision: 2 });
    expect((await door.call('GET', RULES)).body).toEqual({ items: [{ ...rule, days: 7, ruleId: 'back' }] });
    expect((await door.call('POST', `${RULES}/back/end`, { key: 'end' })).body).toEqual({ ruleId: 'back', status: 'ended' });
    expect((await door.call('GET', RULES)).body).toEqual({ items: [] });
    expect((await door.call('GET', `${RULES}/back`)).body).toMatchObject({ status: 'ended', endedAt: expect.any(String) });
    expect((await put('back', rule)).body.code).toBe('issuing_rule_ended');
  });

  it('are for operators', async () => {
    expect((await door.call('PUT', `${RULES}/back`, { key: 'role', body: RULE, as: 'service' })).body.code).toBe('role_missing');
    expect((await door.call('GET', RULES, { as: 'service' })).body.code).toBe('role_missing');
  });

  it('check a body as class-validator does', () => {
    const good = [RULE, { batchId: 'b', when: { kind: 'afterOrder' } }, { ...RULE, audience: { ordersTo: 3 } }];
    for (const body of good) expect([compiled(IssuingRuleDto).valid(body), body]).toEqual([true, body]);
    fc.assert(sameVerdict(IssuingRuleDto, fc.constantFrom(...good)), { numRuns: 300 });
  });
});

function placed(body: unknown, places: Readonly<Record<string, string>>): object {
  const { batchId, ...rest } = body as { readonly batchId?: string };
  return { ...rest, ...(batchId === undefined ? {} : { batchId: places[batchId] ?? batchId }) };
}

function fieldsOf({ body: { facts } }: Called): readonly string[] {
  return [...(facts.errors ?? []).map((error: { field: string }) => error.field), facts.field];
}
