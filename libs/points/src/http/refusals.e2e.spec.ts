import { openTestService, type BadRequest, type Called, type TestService } from '@loyalty/platform/testing';
import { PointsModule } from '../points.module';
import { BAD_COMMANDS, BAD_QUESTIONS } from './bad-asking.fixture';
import { BAD_PROGRAMS, BAD_WALLETS } from './bad-definitions.fixture';
import { ACCOUNT, BAD_FIELDS, BAD_STATES } from './bad-movements.fixture';
import { EARN, WALLET } from './examples';

const MS_MAX = 5_000;

describe('the points door refuses', () => {
  let door: TestService;
  let head: number;
  let asked = 0;
  beforeAll(async () => {
    door = await openTestService([PointsModule]);
    await door.call('PUT', '/v1/points/wallets/beans', { key: 'wallet', body: WALLET });
    await door.call('POST', `${ACCOUNT}/earn`, { key: 'taken', body: { ...EARN, points: 100 } });
    head = await door.log.head();
  });
  afterAll(() => door.close());

  const send = ({ method, path, key = `bad-${(asked += 1)}`, ...call }: BadRequest) => door.call(method, path, { ...call, ...(method === 'GET' || key === '' ? {} : { key }) });

  async function isRefused(bad: BadRequest): Promise<void> {
    const begun = performance.now();
    const answer = await send(bad);
    expect([answer.status, answer.body.code]).toEqual([bad.status, bad.code]);
    if (bad.field) expect(fieldsOf(answer)).toContain(bad.field);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: `urn:loyalty:error:${bad.code}`, status: bad.status, retryable: false, requestId: expect.stringMatching(/./) });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat .*\.[jt]s:/);
    expect(performance.now() - begun).toBeLessThan(MS_MAX);
  }

  it.each(BAD_WALLETS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_PROGRAMS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_FIELDS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_STATES.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_QUESTIONS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_COMMANDS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));

  it('and nothing of all this reached the log', async () => {
    expect(await door.log.head()).toBe(head);
    expect((await door.call('GET', `${ACCOUNT}/balance`)).body).toMatchObject({ available: 100, revision: 1 });
  });

  it('the same again under the same key, the request id apart', async () => {
    const [{ method, path, body }] = BAD_STATES as [BadRequest];
    const [first, again] = [await door.call(method, path, { key: 'refused', body }), await door.call(method, path, { key: 'refused', body })];
    expect({ ...again.body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
    expect((await door.call(method, path, { key: 'refused', body: { ...(body as object), points: 7 } })).body.code).toBe('command_id_reused');
  });
});

function fieldsOf({ body: { facts } }: Called): readonly string[] {
  return [...(facts.errors ?? []).map((error: { field: string }) => error.field), facts.field];
}
