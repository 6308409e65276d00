import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRefusingService, type RefusingService } from '@loyalty/platform/testing';
import { ledger, type Said } from './fixtures/command-line.fixture';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'ledger-parked-'));
const store = path.join(folder, 'ledger.db');
const CONSUMER = 'sample.notes';
let service: RefusingService;
let keys: Readonly<Record<'operator' | 'support' | 'service', string>>;

beforeAll(async () => {
  service = await openRefusingService({ EVENT_STORE_URL: `sqlite:${store}`, READ_MODEL_URL: `sqlite:${path.join(folder, 'views.db')}` });
  keys = { operator: service.key('operator'), support: service.key('support'), service: service.key('service') };
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

const parked = (argv: readonly string[], { as = 'operator', forPeople = false }: { as?: keyof typeof keys; forPeople?: boolean } = {}): Promise<Said> =>
  ledger(['parked', ...argv], { forPeople, env: { LEDGER_SERVICE_URL: `${service.url}/`, LEDGER_API_KEY: keys[as] } });
const decisions = async () => (await service.log.readStream('operations-sample~2enotes', { after: 0, limit: 100 })).map(({ type, data }) => [type, (data as { key: string }).key]);

describe('parked messages on the command line', () => {
  it('are none at first', async () => {
    expect(await parked(['list'])).toMatchObject({ exitCode: 0, out: 'Nothing is parked.\n', err: '' });
    expect((await parked(['list', '--json'])).json).toEqual([]);
  });

  it('are listed for people and for programs', async () => {
    await service.happen('ana', 'ana', 'tab\there');
    const told = await parked(['list'], { as: 'support', forPeople: true });
    expect([told.exitCode, told.err]).toEqual([0, '']);
    expect(told.out).toMatch(/^consumer +key +messages +attempts +since +code +first\n[- ]+\nsample\.notes +ana +2 +1 +\S+Z +note_refused +sampleNote-n1@1\nsample\.notes +"tab\\there" +1 +1 /);
    expect((await parked(['list', '--consumer', CONSUMER, '--json'])).json).toMatchObject([{ consumer: CONSUMER, key: 'ana', events: 2 }, { key: 'tab\there' }]);
  });

  it('are shown with the reason, under the key as the list writes it', async () => {
    const { exitCode, out } = await parked(['show', CONSUMER, 'ana'], { as: 'support' });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^sample\.notes, key ana: parked since \S+Z, attempts on its first message: 1\nnote_refused \(state\): Nobody knows ana\n {2}key: ana\nmessages that wait: 2\n {2}sampleNote-n1@1 at position 1\n {2}sampleNote-n2@1 at position 2\n$/);
    expect((await parked(['show', CONSUMER, '"tab\\there"', '--json'])).json).toMatchObject({ consumer: CONSUMER, key: 'tab\there', error: { code: 'note_refused' }, messages: [{ position: 3 }] });
  });

  it('stay where the cause is not healed, and the shell is told', async () => {
    expect(await parked(['retry', CONSUMER, 'ana'])).toMatchObject({ exitCode: 4, out: '0 taken, 2 still wait: note_refused: Nobody knows ana\n', err: '' });
  });

  it('are put aside for a reason, once for each command', async () => {
    const discard = () => parked(['discard', CONSUMER, 'ana', '--reason', 'a test order', '--idempotency-key', 'mine-1']);
    expect(await discard()).toMatchObject({ exitCode: 0, out: 'sampleNote-n1@1 is discarded, 1 still wait; `ledger parked retry` takes them\n', err: '' });
    expect((await discard()).exitCode).toBe(0);
    expect((await service.call('GET', `/v1/operations/consumers/${CONSUMER}/discarded`)).body.items).toMatchObject([{ key: 'ana', reason: 'a test order', position: 1 }]);
  });

  it('are taken once the cause is healed', async () => {
    service.heal('ana');
    expect((await parked(['retry', CONSUMER, 'ana', '--json'])).json).toEqual({ consumer: CONSUMER, key: 'ana', first: { position: 2, stream: 'sampleNote-n2', revision: 1 }, taken: 1, left: 0 });
    expect(service.taken).toEqual(['ana']);
  });

  it('may have a key that looks like an option', async () => {
    await service.happen('--all');
    expect(await parked(['discard', '--reason', 'odd', CONSUMER, '--', '--all'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('is discarded, the key flows again') });
  });

  it('leave a fact for each decision, beside which the ledger is clean', async () => {
    expect(await decisions()).toEqual([['parked.retried.v1', 'ana'], ['parked.discarded.v1', 'ana'], ['parked.retried.v1', 'ana'], ['parked.discarded.v1', '--all']]);
    expect(await ledger(['verify', '--deep'], { store })).toMatchObject({ exitCode: 0, out: expect.stringMatching(/Clean\.\n$/) });
    expect((await ledger(['replay', '--json'], { store })).json).toMatchObject({ events: { 'parked.retried.v1': 2, 'parked.discarded.v1': 2 } });
  });
});

describe('a mistake is answered with a sentence and a code', () => {
  it.each([
    ['no reason', ['discard', CONSUMER, 'tab'], 2, /required option '--reason <words>' not specified/],
    ['an empty reason', ['discard', CONSUMER, '"tab\\there"', '--reason', ' '], 2, /for a reason, of 1 to 500 characters \(reason_missing\)/],
    ['a reason too long', ['discard', CONSUMER, '"tab\\there"', '--reason', 'x'.repeat(501)], 2, /\/reason is too long \(request_invalid\)/],
    ['an unknown key', ['show', CONSUMER, 'zoe'], 2, /nothing parked under this key \(not_parked\)/],
    ['a retry of an unknown key', ['retry', CONSUMER, 'zoe'], 2, /\(not_parked\)/],
    ['an unknown consumer', ['list', '--consumer', 'nobody/here'], 2, /no consumer of that name \(consumer_unknown\)/],
    ['a key that is half a JSON string', ['show', CONSUMER, '"zoe'], 2, /must be a JSON string/],
    ['no key', ['show', CONSUMER], 2, /missing required argument 'key'/],
    ['a service that is no address', ['list', '--service', 'localhost:3000'], 2, /is not where a service listens/],
    ['nobody there', ['list', '--service', 'http://127.0.0.1:1'], 4, /No answer from http:\/\/127\.0\.0\.1:1: .*Is the service running there\? See --service/],
    ['a key that is none', ['list', '--key', 'loyalty_x'], 2, /unknown, revoked or expired \(api_key_unknown\)/],
  ])('%s', async (_, argv, exitCode, message) => {
    const said = await parked(argv);
    expect(said).toMatchObject({ exitCode, out: '', err: expect.stringMatching(message) });
    expect(said.err).not.toMatch(/\n\s+at /);
  });

  it('a role that may not', async () => {
    for (const argv of [['retry', CONSUMER, 'ana'], ['discard', CONSUMER, 'ana', '--reason', 'r']]) expect(await parked(argv, { as: 'support' })).toMatchObject({ exitCode: 2, err: expect.stringContaining('needs the role operator (role_missing)') });
    expect((await parked(['list'], { as: 'service' })).err).toContain('role_missing');
  });

  it('no API key at all', async () => {
    expect(await ledger(['parked', 'list', '--service', service.url])).toMatchObject({ exitCode: 2, err: expect.stringContaining('set LEDGER_API_KEY, or give --key') });
  });

  it('as one JSON document too', async () => {
    const { exitCode, json } = await parked(['retry', CONSUMER, 'zoe', '--json']);
    expect([exitCode, json]).toEqual([2, { ok: false, exitCode: 2, error: { code: 'not_parked', message: expect.any(String), facts: { consumer: CONSUMER, key: 'zoe' } } }]);
  });

  it('something else at that address; a store elsewhere does not matter', async () => {
    const other = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const env = { LEDGER_API_KEY: 'k', EVENT_STORE_URL: 'kurrentdb://127.0.0.1:2113' };
    expect(await ledger(['parked', 'list', '--service', url], { env })).toMatchObject({ exitCode: 4, err: expect.stringContaining('is no service of the ledger (HTTP 200)') });
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
    const gone = await ledger(['parked', 'retry', 'a', 'b', '--service', url, '--json'], { env });
    expect(gone).toMatchObject({ exitCode: 4, err: expect.stringMatching(/To give this very command again: --idempotency-key cli-[0-9a-f]{32}/) });
    expect(gone.json).toMatchObject({ error: { code: 'service_unreachable', facts: { url, idempotencyKey: expect.stringMatching(/^cli-/) } } });
  });
});
