import type { RecordedEvent } from '@loyalty/ledger';
import { openRefusingService, type RefusingService } from '../testing/refusing-service';
import { compiled } from '../validation/compile';
import { ConsumersDto, DiscardedMessagesDto, ParkedKeysDto, ParkedMessagesDto, SettledMessagesDto } from './answers';

let service: RefusingService;
beforeEach(async () => (service = await openRefusingService()));
afterEach(() => service.close());

const route = (rest = '') => `/v1/operations/consumers/${service.consumer}/${rest}`;
const ask = (rest: string) => service.call('GET', route(rest), { as: 'support' });
const retry = (key: string, idempotencyKey: string) => service.call('POST', route('parked/retry'), { key: idempotencyKey, body: { key } });
const discard = (key: string, reason: string, idempotencyKey: string) => service.call('POST', route('parked/discard'), { key: idempotencyKey, body: { key, reason } });
const decisions = async () => (await service.log.readStream('operations-sample~2enotes', { after: 0, limit: 100 })) as RecordedEvent[];
const refusal = { code: 'note_refused', category: 'state', message: 'Nobody knows ana', retryable: false, facts: { key: 'ana' } };

describe('those who operate a service', () => {
  it('see how each consumer stands', async () => {
    service.heal('ben');
    await service.happen('ana', 'ben', 'ana');
    const { status, body } = await service.call('GET', '/v1/operations/consumers', { as: 'auditor' });
    expect([status, body]).toEqual([200, {
      consumers: [{ consumer: 'sample.notes', state: 'running', position: 3, lag: 0, inFlight: 0, parkedKeys: 1, counters: { seen: 3, applied: 1, duplicate: 0, ignored: 0, parked: 2 } }],
    }]);
  });

  it('see which keys stand still, page by page, and what lies under one', async () => {
    await service.happen('ana', 'ben', 'ana', 'carl');
    const page = await ask('parked?limit=2');
    expect(page.body).toEqual({
      items: [
        { key: 'ana', first: { position: 1, stream: 'sampleNote-n1', revision: 1 }, events: 2, attempts: 1, parkedAt: expect.any(String), error: refusal },
        { key: 'ben', first: { position: 2, stream: 'sampleNote-n2', revision: 1 }, events: 1, attempts: 1, parkedAt: expect.any(String), error: expect.objectContaining({ code: 'note_refused' }) },
      ],
      next: expect.any(String),
    });
    const last = await ask(`parked?limit=2&cursor=${page.body.next}`);
    expect([last.body.items.map((one: { key: string }) => one.key), last.body.next]).toEqual([['carl'], undefined]);
    const shown = await ask('parked/messages?key=ana&limit=1');
    expect(shown.body).toEqual({ parked: page.body.items[0], items: [{ position: 1, stream: 'sampleNote-n1', revision: 1 }], next: '1' });
    expect((await ask('parked/messages?key=ana&limit=1&cursor=1')).body.items).toEqual([{ position: 3, stream: 'sampleNote-n3', revision: 1 }]);
  });
});

describe('a retry', () => {
  it('takes the key\'s messages once the cause is healed, and is a fact in the log', async () => {
    await service.happen('ana', 'ana');
    service.heal('ana');
    const answer = await retry('ana', 'r-1');
    const first = { position: 1, stream: 'sampleNote-n1', revision: 1 };
    expect([answer.status, answer.body, answer.headers.get('ledger-position')]).toEqual([200, { consumer: 'sample.notes', key: 'ana', first, taken: 2, left: 0 }, '3']);
    expect(service.taken).toEqual(['ana', 'ana']);
    const [fact, ...others] = await decisions();
    expect(fact).toMatchObject({ type: 'parked.retried.v1', actor: expect.stringMatching(/^key-/), command: expect.stringMatching(/:r-1$/), data: { consumer: 'sample.notes', key: 'ana', first } });
    expect(others).toEqual([]);
    expect((await ask('parked')).body).toEqual({ items: [] });
  });

  it('says why the key still stands where the cause is not healed; its repeat tries nothing', async () => {
    await service.happen('ana', 'ana');
    const answer = await retry('ana', 'r-1');
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ taken: 0, left: 2, error: refusal })]);
    expect((await ask('parked/messages?key=ana')).body.parked.attempts).toBe(2);
    service.heal('ana');
    const again = await retry('ana', 'r-1');
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([answer.body, 'true']);
    expect([service.taken, (await decisions()).length]).toEqual([[], 1]);
    expect((await retry('ana', 'r-2')).body).toMatchObject({ taken: 2, left: 0 });
  });
});

describe('a discard', () => {
  it('puts the first message aside with its reason; the others wait for a retry', async () => {
    await service.happen('ana', 'ana');
    const answer = await discard('ana', 'a test order', 'd-1');
    const first = { position: 1, stream: 'sampleNote-n1', revision: 1 };
    expect([answer.status, answer.body]).toEqual([200, { consumer: 'sample.notes', key: 'ana', first, taken: 0, left: 1 }]);
    const [fact] = await decisions();
    expect(fact).toMatchObject({ type: 'parked.discarded.v1', position: 3, data: { consumer: 'sample.notes', key: 'ana', first, reason: 'a test order' } });
    expect((await ask('discarded')).body).toEqual({ items: [{ key: 'ana', ...first, reason: 'a test order', actor: fact!.actor, at: fact!.recordedAt }] });
    service.heal('ana');
    expect((await retry('ana', 'r-1')).body).toMatchObject({ taken: 1, left: 0 });
  });

  it('of the same Idempotency-Key puts one message aside, however often it is sent', async () => {
    await service.happen('ana', 'ana', 'ana');
    const answers = await Promise.all([1, 2, 3].map(() => discard('ana', 'twice clicked', 'd-1')));
    expect(answers.map(({ status, body }) => [status, body.left])).toEqual([[200, 2], [200, 2], [200, 2]]);
    expect([(await decisions()).length, (await ask('discarded')).body.items.length]).toEqual([1, 1]);
  });

  it('lists what was put aside page by page', async () => {
    await service.happen('ana', 'ben');
    await discard('ben', 'b', 'd-1');
    await discard('ana', 'a', 'd-2');
    const page = await ask('discarded?limit=1');
    expect(page.body).toMatchObject({ items: [{ key: 'ana', position: 1 }], next: '1' });
    expect((await ask('discarded?limit=1&cursor=1')).body).toMatchObject({ items: [{ key: 'ben', position: 2 }] });
  });
});

it('every answer is as the API description says', async () => {
  await service.happen('ana', 'ana');
  const consumers = await service.call('GET', '/v1/operations/consumers');
  const answers = [consumers, await ask('parked?limit=1'), await ask('parked/messages?key=ana&limit=1'), await retry('ana', 'r'), await discard('ana', 'a test order', 'd'), await ask('discarded')];
  const dtos = [ConsumersDto, ParkedKeysDto, ParkedMessagesDto, SettledMessagesDto, SettledMessagesDto, DiscardedMessagesDto];
  for (const [i, dto] of dtos.entries()) expect([dto.name, answers[i]!.status, compiled(dto as never).valid(answers[i]!.body)]).toEqual([dto.name, 200, true]);
});

describe('refused are', () => {
  it('a discard without a reason', async () => {
    await service.happen('ana');
    for (const reason of [undefined, '', '   ', 'x'.repeat(501)]) {
      const { status, body } = await service.call('POST', route('parked/discard'), { key: `d-${String(reason).length}`, body: { key: 'ana', ...(reason === undefined ? {} : { reason }) } });
      expect([status, body.code]).toEqual([400, reason === '   ' ? 'reason_missing' : 'request_invalid']);
    }
    expect([await decisions(), (await ask('parked')).body.items.length]).toEqual([[], 1]);
  });

  it('others than operators; reading is open to support and auditors, not to machines', async () => {
    await service.happen('ana');
    for (const as of ['support', 'auditor', 'service'] as const) {
      for (const word of ['retry', 'discard']) {
        const { status, body } = await service.call('POST', route(`parked/${word}`), { as, key: 'k', body: { key: 'ana', reason: 'r' } });
        expect([status, body.code]).toEqual([403, 'role_missing']);
      }
    }
    const codes = await Promise.all(['parked', 'parked/messages?key=ana', 'discarded'].map(async (rest) => (await service.call('GET', route(rest), { as: 'service' })).body.code));
    expect([codes, await decisions()]).toEqual([['role_missing', 'role_missing', 'role_missing'], []]);
  });

  it('keys under which nothing lies and consumers that are none', async () => {
    expect([(await ask('parked/messages?key=zoe')).body.code, (await retry('zoe', 'r')).body.code, (await discard('zoe', 'r', 'd')).body.code]).toEqual(['not_parked', 'not_parked', 'not_parked']);
    const { status, body } = await service.call('GET', '/v1/operations/consumers/point/parked');
    expect([status, body.code, body.facts]).toEqual([404, 'consumer_unknown', { consumer: 'point', consumers: ['sample.notes'] }]);
    expect((await service.call('POST', '/v1/operations/consumers/point/parked/retry', { key: 'r', body: { key: 'zoe' } })).body.code).toBe('consumer_unknown');
    expect(await decisions()).toEqual([]);
  });

  it('commands without an Idempotency-Key, questions without a key, cursors of another list', async () => {
    const { body } = await service.call('POST', route('parked/retry'), { body: { key: 'ana' } });
    expect([body.code, (await ask('parked/messages')).body.code, (await ask('parked?cursor=12')).body.code, (await ask('discarded?cursor=kYQ')).body.code])
      .toEqual(['idempotency_key_missing', 'request_invalid', 'cursor_invalid', 'cursor_invalid']);
  });
});

describe('a key may be any text', () => {
  it.each(['a/b', '..', '%2F', 'a b+c&d=e', '"quoted"', 'ключ-鍵-🔑', 'line\nbreak', 'nul\u0000', '?#'])('%j', takesAny);
  it('of 3,000 characters', () => takesAny('x'.repeat(3_000)));

  async function takesAny(key: string): Promise<void> {
    await service.happen(key, key);
    expect((await ask('parked')).body.items.map((one: { key: string }) => one.key)).toEqual([key]);
    const shown = await ask(`parked/messages?${new URLSearchParams({ key })}`);
    expect([shown.status, shown.body.parked?.key]).toEqual([200, key]);
    expect((await discard(key, 'odd', 'd')).body).toMatchObject({ key, left: 1 });
    service.heal(key);
    expect((await retry(key, 'r')).body).toMatchObject({ key, taken: 1, left: 0 });
    expect((await decisions()).map(({ data }) => (data as { key: string }).key)).toEqual([key, key]);
  }
});
