import type { DoubleStorage, RunningDouble } from '@loyalty/kurrentdb/double';
import { until } from '@loyalty/testing';
import { systemPorts } from '../configuration/system-ports';
import { openSample, type Sample } from '../testing/sample-service';
import { NOTARY_EVERY_MS } from './notary';

jest.setTimeout(60_000);

// The notary's half minute is cut short, and nothing else.
const timer = { sleep: (ms: number, signal?: AbortSignal) => systemPorts.timer.sleep(ms === NOTARY_EVERY_MS ? 10 : ms, signal) };
const ports = { ...systemPorts, timer };

describe('a service on a log that several processes write', () => {
  let storage: DoubleStorage;
  let double: RunningDouble;
  const emptyStorage = async (): Promise<DoubleStorage> => new (await import('@loyalty/kurrentdb/double')).MemoryStorage();
  const startOn = async (kept: DoubleStorage) => (double = await (await import('@loyalty/kurrentdb/double')).startDouble({ storage: kept }));
  beforeEach(async () => {
    storage = await emptyStorage();
    await startOn(storage);
  });
  afterEach(() => double.stop());

  const open = () => openSample({ EVENT_STORE_URL: double.url }, { ports });
  const put = async (sample: Sample, id: string) => {
    const { status } = await sample.call('POST', `/v1/sample/boxes/${id}/things`, { key: id, body: { colour: 'red', things: [{ sku: 's', count: 1 }] } });
    expect(status).toBe(201);
  };
  const metric = async (sample: Sample, name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await sample.call('GET', '/metrics', { as: '' })).body as string)?.[1]);

  it('is followed by one notary, whose lag and place are among the metrics', async () => {
    const [one, other] = [await open(), await open()];
    await put(one, 'a');
    await until(async () => (await metric(other, 'notary_attested_position')) === 1);
    await put(other, 'b');
    await until(async () => (await metric(one, 'notary_attested_position')) === 2);
    await put(other, 'c');
    await until(async () => (await metric(one, 'notary_on_duty')) + (await metric(other, 'notary_on_duty')) === 1);
    await until(async () => (await metric(one, 'notary_lag_positions')) === 0);
    const [standing, leaving] = (await metric(one, 'notary_on_duty')) === 1 ? [other, one] : [one, other];
    await leaving.close();
    await put(standing, 'd');
    await until(async () => (await metric(standing, 'notary_attested_position')) === 4);
    await standing.close();
  });

  it('serves on, degraded, when the notary finds that the log was changed; the finding stands in the log of the service', async () => {
    const before = await open();
    await put(before, 'a');
    await put(before, 'b');
    await until(async () => (await metric(before, 'notary_attested_position')) === 2);
    await before.close();
    const changed = await emptyStorage();
    for (const transaction of storage.load()) {
      changed.keep(transaction.map((record) => (record.stream === 'sampleBox-a' ? { ...record, data: Buffer.from(record.data.toString().replace('"count":1', '"count":9')) } : record)));
    }
    await double.stop();
    await startOn(changed);

    const lines: string[] = [];
    const sample = await openSample({ EVENT_STORE_URL: double.url, LOG_LEVEL: 'error' }, { ports, logTo: { write: (line) => lines.push(line) } });
    await until(async () => (await metric(sample, 'notary_failed')) === 1);
    const { status, body } = await sample.call('GET', '/ready', { as: '' });
    expect([status, body]).toMatchObject([200, { ready: true, degraded: true, checks: { notary: { ok: false, weight: 'watched', reason: 'root_mismatch' } } }]);
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(expect.objectContaining({ msg: 'the notary cannot vouch for the log', code: 'root_mismatch' }));
    await put(sample, 'c');
    await sample.close();
  });

  it('stops in order while its server is away', async () => {
    const sample = await open();
    await put(sample, 'a');
    await until(async () => (await metric(sample, 'notary_attested_position')) === 1);
    await double.stop();
    expect(await sample.service.stop()).toBe(true);
    await startOn(storage);
  });
});
