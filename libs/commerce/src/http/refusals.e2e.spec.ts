import { openTestService, type BadRequest, type Called, type TestService } from '@loyalty/platform/testing';
import { CommerceModule } from '../commerce.module';
import { BAD_BATCHES, BAD_QUESTIONS, BAD_SETTLEMENTS } from './bad-requests.fixture';

const MS_MAX = 5_000;

describe('the commerce door refuses', () => {
  let door: TestService;
  let asked = 0;
  beforeAll(async () => (door = await openTestService([CommerceModule])));
  afterAll(() => door.close());

  async function isRefused({ method, path, key = `bad-${(asked += 1)}`, status, code, field, name: _name, ...call }: BadRequest): Promise<void> {
    const begun = performance.now();
    const answer = await door.call(method, path, { ...call, ...(method === 'GET' || key === '' ? {} : { key }) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (field !== undefined) expect(fieldsOf(answer)).toContain(field);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: `urn:loyalty:error:${code}`, status, retryable: false, requestId: expect.stringMatching(/./) });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat .*\.[jt]s:/);
    expect(performance.now() - begun).toBeLessThan(MS_MAX);
  }

  it.each(BAD_BATCHES.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_SETTLEMENTS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));
  it.each(BAD_QUESTIONS.map((bad) => [bad.name, bad] as const))('%s', (_, bad) => isRefused(bad));

  it('and nothing of all this reached the log', async () => expect(await door.log.head()).toBe(0));
});

function fieldsOf({ body: { facts } }: Called): readonly string[] {
  return [...(facts.errors ?? []).map((error: { field: string }) => error.field), facts.field];
}
