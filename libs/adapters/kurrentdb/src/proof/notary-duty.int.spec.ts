import { manualClock } from '@loyalty/kernel';
import { commit, event, systemPorts, until } from '@loyalty/testing';
import { MemoryStorage, startDouble, type RunningDouble } from '../double';
import { KurrentEventStore } from '../log/kurrent-event-store';
import { Notary } from './notary';
import { NotaryDuty } from './notary-duty';

jest.setTimeout(60_000);
const ports = { ...systemPorts, clock: manualClock('2026-01-01T00:00:00Z') };

// The server is stopped and its records are changed here, so these run on the double, whatever KURRENTDB_URL says.

describe('notaries of one name', () => {
  const storage = new MemoryStorage();
  let double: RunningDouble;
  const opened: { stop(): Promise<void> }[] = [];
  const told: string[] = [];
  const onDuty = () => {
    const duty = new NotaryDuty(Notary.at(double.url, { ...ports, name: 'city' }), ports.timer, 5);
    duty.start(({ code }) => told.push(code));
    opened.push(duty);
    return duty;
  };
  const states = async (duties: readonly NotaryDuty[]) => (await Promise.all(duties.map((duty) => duty.status()))).map(({ state }) => state).sort();
  const write = async (name: string) => {
    const store = await KurrentEventStore.open(double.url, ports);
    await store.append(commit([event(name, 1)]));
    await store.close();
  };
  beforeAll(async () => {
    double = await startDouble({ storage });
  });
  afterEach(async () => {
    for (const duty of opened.splice(0)) await duty.stop();
    told.length = 0;
  });
  afterAll(() => double.stop());

  it('take turns: one attests as the log grows, and another goes on when that one is gone', async () => {
    await write('account-a');
    const duties = [onDuty(), onDuty(), onDuty()];
    await until(async () => (await duties[0]!.status()).attested === 1);
    await write('account-b');
    await until(async () => (await duties[0]!.status()).attested === 2);
    await write('account-c');
    await until(async () => (await states(duties)).join() === 'on duty,watching,watching');
    const all = await Promise.all(duties.map(async (duty) => ({ duty, ...(await duty.status()) })));
    await all.find(({ state }) => state === 'on duty')!.duty.stop();
    const left = all.filter(({ state }) => state === 'watching').map(({ duty }) => duty);
    await write('account-d');
    await until(async () => (await left[0]!.status()).attested === 4);
    expect((await left[1]!.status()).lag).toBe(0);
    expect(told).toEqual([]);
  });

  it('wait for a server that is away, say so, and go on when it is back', async () => {
    const duty = onDuty();
    await until(async () => (await duty.status()).state === 'on duty');
    await double.stop();
    await until(async () => (await duty.status()).state === 'waiting');
    expect(await duty.status()).toMatchObject({ attested: 4, lag: 0, error: { code: 'store_unavailable' } });
    double = await startDouble({ storage, port: double.port });
    await write('account-e');
    await until(async () => (await duty.status()).attested === 5);
    expect(await duty.status()).toEqual({ state: 'on duty', attested: 5, lag: 0 });
  });

  it('prove a log at their start that does not grow, and end with what they find', async () => {
    const next = new MemoryStorage();
    for (const transaction of storage.load()) next.keep(transaction.map((record) => (record.stream === 'account-b' ? { ...record, data: Buffer.from(record.data.toString().replace('account-b', 'account-B')) } : record)));
    await double.stop();
    double = await startDouble({ storage: next });
    const duty = onDuty();
    await until(() => told.length > 0);
    expect(told).toEqual(['position_gap']);
    expect(await duty.status()).toMatchObject({ state: 'failed', error: { code: 'position_gap' } });
  });

  it('find at once that the end of the log is gone', async () => {
    const next = new MemoryStorage();
    const gone = (stream: string, revision: number) => stream === 'account-e' || (stream === 'ledger:commits' && revision === 4);
    for (const transaction of storage.load()) {
      const kept = transaction.filter(({ stream, revision }) => !gone(stream, revision));
      if (kept.length > 0) next.keep(kept);
    }
    await double.stop();
    double = await startDouble({ storage: next });
    const duty = onDuty();
    await until(() => told.length > 0);
    expect(told).toEqual(['checkpoint_ahead']);
    expect(await duty.status()).toMatchObject({ state: 'failed', lag: 0 });
  });
});
