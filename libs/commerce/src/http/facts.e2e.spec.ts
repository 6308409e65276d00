import { badFacts, FACTS_PER_BATCH_MAX, GOOD_FACTS, impossibleFacts, type BadFact, type FactAnswer } from '@loyalty/contracts';
import { openTestService, type TestService } from '@loyalty/platform/testing';
import { CommerceModule } from '../commerce.module';

const named = (facts: readonly BadFact[]) => facts.map((bad) => [bad.name, bad] as const);
/** What every fact has is read with the batch; only what its type has can be refused fact by fact. */
const BAD_IN_ITSELF = badFacts().filter(({ field }) => field.startsWith('/data/'));
const BAD_FOR_ALL = badFacts().filter(({ field }) => !field.startsWith('/data/'));
const idOf = ({ json }: BadFact) => (json as { factId: string }).factId;

describe('facts at the door', () => {
  let door: TestService;
  let batches = 0;
  beforeAll(async () => (door = await openTestService([CommerceModule])));
  afterAll(() => door.close());
  const tell = (facts: readonly unknown[], key = `batch-${(batches += 1)}`) => door.call('POST', '/v1/commerce/facts', { key, as: 'service', body: { facts } });
  const answersTo = async (facts: readonly unknown[]) => (await tell(facts)).body.answers as readonly FactAnswer[];

  it.each(named(BAD_FOR_ALL))('of a batch with %s none is taken', async (_, { json, field }) => {
    const { status, body } = await tell([GOOD_FACTS['stock.changed'], json]);
    expect([status, body.code]).toEqual([400, 'request_invalid']);
    expect(body.facts.errors.map((error: { field: string }) => error.field)).toContain(`/facts/1${field}`);
    expect(await door.log.head()).toBe(0);
  });

  it.each(named(BAD_IN_ITSELF))('alone is rejected: %s', async (_, bad) => {
    const [rejected] = await answersTo([bad.json]);
    expect(rejected).toEqual({ factId: idOf(bad), status: 'rejected', code: 'request_invalid', field: expect.any(String) });
    // Of a list with one bad text the door names the text.
    expect([bad.field, `${bad.field}/0`, `${bad.field}/1`]).toContain(rejected!.field);
  });

  it.each(named(impossibleFacts()))('that cannot be is rejected: %s', async (_, bad) => {
    const [rejected] = await answersTo([bad.json]);
    expect(rejected).toEqual({ factId: idOf(bad), status: 'rejected', code: bad.code, field: bad.field });
  });

  it('with half a character in it is rejected', async () => {
    const { data, ...fact } = GOOD_FACTS['stock.changed'];
    const bad = { ...fact, factId: 'half', data: { ...(data as object), sku: '\ud800' } };
    expect(await answersTo([bad])).toEqual([{ factId: 'half', status: 'rejected', code: 'request_invalid', field: '/data/sku' }]);
  });

  it('that were refused left nothing in the log', async () => expect(await door.log.head()).toBe(0));

  it('come a thousand at once, good and bad, and each is answered in its place', async () => {
    const bad = [...BAD_IN_ITSELF, ...impossibleFacts()];
    const facts = Array.from({ length: FACTS_PER_BATCH_MAX }, (_, i) => (i % 10 === 3
      ? { ...(bad[i % bad.length]!.json as object), factId: `bad-${i}` }
      : { factId: `good-${i}`, type: 'stock.changed', occurredAt: '2026-03-01T10:00:00Z', data: { shop: 'main', sku: `sku-${i}`, availableQuantity: i } }));
    const { status, headers, body } = await tell(facts);
    expect(status).toBe(200);
    expect(body.answers.map(({ factId }: FactAnswer) => factId)).toEqual(facts.map(({ factId }) => factId));
    for (const [i, answer] of body.answers.entries()) {
      expect([i, answer.status]).toEqual([i, i % 10 === 3 ? 'rejected' : 'applied']);
      if (answer.status === 'rejected') expect([answer.code, answer.field]).toEqual([expect.any(String), expect.stringMatching(/^\//)]);
    }
    expect(await door.log.head()).toBe(900);
    expect(headers.get('ledger-position')).toBe('900');
    const again = await answersTo(facts);
    expect(again.filter(({ repeated }) => repeated).map((one) => one.position)).toEqual(body.answers.filter((one: FactAnswer) => one.status === 'applied').map((one: FactAnswer) => one.position));
    expect(await door.log.head()).toBe(900);
  });

  it('in one batch under one id: the same twice is one fact, another is refused', async () => {
    const fact = { factId: 'twice', type: 'stock.changed', occurredAt: '2026-03-01T10:00:00Z', data: { shop: 'main', sku: 'cup', availableQuantity: 5 } };
    const other = { ...fact, data: { ...fact.data, availableQuantity: 6 } };
    const [first, second, third] = await answersTo([fact, fact, other]);
    expect(first).toEqual({ factId: 'twice', status: 'applied', position: expect.any(Number) });
    expect(second).toEqual({ ...first, repeated: true });
    expect(third).toEqual({ factId: 'twice', status: 'rejected', code: 'command_id_reused' });
  });

  it('of tomorrow are taken, of next week refused', async () => {
    const at = (days: number) => ({ ...GOOD_FACTS['stock.changed'], factId: `in-${days}`, occurredAt: new Date(Date.now() + days * 86_400_000).toISOString() });
    const [tomorrow, nextWeek] = await answersTo([at(0.9), at(7)]);
    expect(tomorrow!.status).toBe('applied');
    expect(nextWeek).toEqual({ factId: 'in-7', status: 'rejected', code: 'occurred_in_future', field: '/occurredAt' });
  });
});
