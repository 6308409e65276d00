import { openTestService, type BadRequest, type Called, type TestService } from '@loyalty/platform/testing';
import { draft } from '../application/codes/codes-desk.fixture';
import { BAD_BATCHES, BAD_FILES, BAD_GIFTS, BAD_QUESTIONS, BATCH_ID, CODE } from './codes-bad.fixture';
import { BATCH, GIFT } from './codes-examples';
import { CodesModule } from './codes.module';

const MS_MAX = 5_000;

describe('the doors of codes refuse', () => {
  let door: TestService;
  let head: number;
  let asked = 0;
  let places: Readonly<Record<string, string>>;
  beforeAll(async () => {
    door = await openTestService([CodesModule]);
    await draft(door.service.world.ledger, 'summer');
    const { validFrom: _from, validUntil: _until, ...always } = BATCH;
    const { batchId } = (await door.call('POST', '/v1/coupons/batches', { key: 'batch', body: always })).body;
    const [, line = ''] = (await door.call('GET', `/v1/coupons/batches/${batchId}/codes.csv`)).body.split('\n');
    places = { [BATCH_ID]: batchId, [CODE]: line.split(',')[1]! };
    head = await door.log.head();
  });
  afterAll(() => door.close());

  const send = ({ method, path, key = `bad-${(asked += 1)}`, ...call }: BadRequest) =>
    door.call(method, Object.entries(places).reduce((url, [place, is]) => url.replace(place, is), path), { ...call, ...(method === 'GET' ? {} : { key }) });

  it.each([...BAD_BATCHES, ...BAD_GIFTS, ...BAD_FILES, ...BAD_QUESTIONS].map((bad) => [bad.name, bad] as const))('%s', async (_, bad) => {
    const begun = performance.now();
    const answer = await send(bad);
    expect([answer.status, answer.body.code]).toEqual([bad.status, bad.code]);
    if (bad.field) expect(fieldsOf(answer)).toContain(bad.field);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat .*\.[jt]s:/);
    expect(performance.now() - begun).toBeLessThan(MS_MAX);
  });

  it('and nothing of all this reached the log', async () => expect(await door.log.head()).toBe(head));

  it('whoever has not the role for it', async () => {
    const batch = `/v1/coupons/batches/${places[BATCH_ID]}`;
    const closed = [['POST', '/v1/coupons/batches', BATCH, 'service'], ['GET', `${batch}/codes.csv`, undefined, 'auditor'], ['POST', `${batch}/issue`, GIFT, 'auditor'], ['GET', `/v1/coupons/codes/${places[CODE]}`, undefined, 'service']] as const;
    for (const [method, path, body, as] of closed) {
      expect((await door.call(method, path, { as, ...(body === undefined ? {} : { body, key: 'role' }) })).body.code).toBe('role_missing');
    }
  });

  it('one code to all but its holder, whatever is wrong with it', async () => {
    const told = async (code: string) => {
      const { status, body: { code: said, detail, facts } } = await door.call('GET', `/v1/coupons/codes/${code}/standing?memberId=stranger`, { as: 'service' });
      return { status, said, detail, facts };
    };
    const unknown = await told('nobody-has-this');
    await door.call('POST', `/v1/coupons/codes/${places[CODE]}/assign`, { key: 'mine', body: GIFT });
    expect([await told(places[CODE]!), await told('x!'), await told(`${places[CODE]!.slice(0, -1)}0`)]).toEqual([unknown, unknown, unknown]);
  });
});

function fieldsOf({ body: { facts } }: Called): readonly string[] {
  return [...(facts.errors ?? []).map((error: { field: string }) => error.field), facts.field];
}
