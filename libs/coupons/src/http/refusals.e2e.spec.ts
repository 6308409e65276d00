import { openTestService, type BadRequest, type Called, type TestService } from '@loyalty/platform/testing';
import { CouponsModule } from '../coupons.module';
import { BAD_BASKETS, BAD_CAMPAIGNS, BAD_REDEMPTIONS } from './bad-requests.fixture';
import { CAMPAIGN, HOLD, REDEEM } from './examples';

describe('the coupons door refuses', () => {
  let door: TestService;
  let head: number;
  let asked = 0;
  beforeAll(async () => {
    door = await openTestService([CouponsModule]);
    await door.call('PUT', '/v1/coupons/campaigns/welcome', { key: 'draft', body: CAMPAIGN });
    await door.call('POST', '/v1/coupons/campaigns/welcome/publish', { key: 'publish' });
    await door.call('POST', '/v1/coupons/redemptions/redeem', { key: 'done', body: { ...REDEEM, redemptionId: 'done' } });
    head = await door.log.head();
  });
  afterAll(() => door.close());

  const send = ({ method, path, key = `bad-${(asked += 1)}`, ...call }: BadRequest) => door.call(method, path, { ...call, ...(method === 'GET' || path.endsWith('/quotes') ? {} : { key }) });

  async function isRefused(bad: BadRequest): Promise<void> {
    const answer = await send(bad);
    expect([answer.status, answer.body.code]).toEqual([bad.status, bad.code]);
    if (bad.field) expect(fieldsOf(answer)).toContain(bad.field);
    expect(answer.body).toMatchObject({ type: `urn:loyalty:error:${bad.code}`, status: bad.status, retryable: false });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat .*\.[jt]s:/);
  }

  it.each(BAD_CAMPAIGNS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_BASKETS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_REDEMPTIONS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));

  it('and nothing of all this reached the log', async () => {
    expect(await door.log.head()).toBe(head);
  });

  it('codes with one word for a stranger, the same again under the same key, and keeps the attempt', async () => {
    const body = { ...HOLD, cart: undefined, codes: ['NEVERWAS', 'welcome-10'] };
    const [first, again] = [await door.call('POST', '/v1/coupons/redemptions', { key: 'bad-code', body }), await door.call('POST', '/v1/coupons/redemptions', { key: 'bad-code', body })];
    expect(first.body).toMatchObject({ status: 422, code: 'code_not_valid', facts: { refused: [{ code: 'NEVERWAS', reason: 'code_not_valid', facts: {} }] } });
    expect({ ...again.body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
    const { events } = await door.log.readAll({ after: head, limit: 10 });
    expect(events.map(({ type, stream }) => [type, stream])).toEqual([['coupon.attempt.rejected.v1', 'couponAttempt-member.m42']]);
  });

  it('a quote leaves no trace', async () => {
    const before = await door.log.head();
    expect((await door.call('POST', '/v1/coupons/quotes', { body: { basket: HOLD.basket, codes: ['NEVERWAS'] } })).body).toMatchObject({ refused: [{ reason: 'code_not_valid' }], totals: { discountMinor: 0 } });
    expect(await door.log.head()).toBe(before);
  });

  it('who may not', async () => {
    expect((await door.call('POST', '/v1/coupons/campaigns/welcome/end', { key: 'not yours', as: 'service' })).status).toBe(403);
    expect((await door.call('POST', '/v1/coupons/redemptions', { key: 'nor yours', body: HOLD, as: 'auditor' })).status).toBe(403);
  });
});

function fieldsOf({ body: { facts } }: Called): readonly string[] {
  return [...(facts.errors ?? []).map((error: { field: string }) => error.field), facts.field];
}
