import { manualClock } from '@loyalty/kernel';
import { eventLine, Frontier, leafHash, verifyLog, type RecordedEvent } from '@loyalty/ledger';
import { coded, commit, event, events, merkleTreeHash, systemPorts, wholeLog } from '@loyalty/testing';
import { MemoryStorage, startDouble, type RunningDouble } from '../double';
import type { StoredRecord } from '../double/stored-record';
import { commitRecord, type CommitRecord } from '../log/commit-record';
import { KurrentEventStore } from '../log/kurrent-event-store';
import { serverUnderTest, type ServerUnderTest } from '../testing/server-under-test';
import { KurrentProvableLog } from './kurrent-provable-log';
import { Notary } from './notary';
import { NotaryBook } from './notary-book';
import { Connection } from '../connection/connection';

jest.setTimeout(60_000);
const ports = { ...systemPorts, clock: manualClock('2026-01-01T00:00:00Z') };
const opened: { close(): Promise<void> | void }[] = [];
const keep = <T extends { close(): Promise<void> | void }>(one: T): T => (opened.push(one), one);
const storeAt = async (url: string) => keep(await KurrentEventStore.open(url, ports));
const notaryAt = (url: string) => keep(Notary.at(url, { ...ports, name: 'city' }));
const attestedAt = async (url: string) => new NotaryBook(keep(Connection.to(url)), 'city', () => 'unused').readOn();
const lineOf = ({ position, recordedAt, ...rest }: RecordedEvent) => eventLine(position, recordedAt, rest);
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe('a notary', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await serverUnderTest();
  });
  afterAll(() => server.stop());

  it('attests the root over all events of all writers, and only when the log has grown', async () => {
    const url = server.newLog();
    const [one, other] = [await storeAt(url), await storeAt(url)];
    const notary = notaryAt(url);
    expect(await notary.attest()).toBeUndefined();
    await Promise.all([one.append(commit(events('account-a', 1, 3))), other.append(commit(events('account-b', 1, 4)))]);
    const roots = async () => merkleTreeHash((await wholeLog(one)).map(lineOf)).toString('hex');
    const first = { commit: 2, position: 7, root: await roots() };
    expect([await notary.attest(), await notary.attest()]).toEqual([first, undefined]);
    await one.append(commit([event('account-a', 4, { text: 'Grüße 👋', big: 1e21, '2': 1, a: 2 })]));
    const second = { commit: 3, position: 8, root: await roots() };
    expect(await notary.attest()).toEqual(second);
    const at = '2026-01-01T00:00:00.000Z';
    expect(await attestedAt(url)).toEqual([{ ...first, at }, { ...second, at }]);
  });

  it('goes on after its last record when it is opened again', async () => {
    const url = server.newLog();
    const store = await storeAt(url);
    await store.append(commit(events('account-a', 1, 300)));
    await notaryAt(url).attest();
    await store.append(commit(events('account-b', 1, 300)));
    expect(await notaryAt(url).attest()).toMatchObject({ commit: 2, position: 600 });
    expect((await attestedAt(url)).map(({ position }) => position)).toEqual([300, 600]);
  });

  it('can be ended in the middle, and goes on there', async () => {
    const url = server.newLog();
    const store = await storeAt(url);
    await store.append(commit(events('account-a', 1, 30)));
    const notary = notaryAt(url);
    await expect(notary.attest(AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(await notary.attest()).toMatchObject({ commit: 1, position: 30 });
  });

  it('is overtaken when another of its name goes on, and begins anew with what that one attested', async () => {
    const url = server.newLog();
    const store = await storeAt(url);
    const [one, other] = [notaryAt(url), notaryAt(url)];
    await store.append(commit([event('account-a', 1)]));
    await other.attest();
    await store.append(commit([event('account-a', 2)]));
    await one.attest();
    await store.append(commit([event('account-a', 3)]));
    await expect(other.attest()).rejects.toEqual(coded('notary_overtaken'));
    other.beginAnew();
    expect(await other.attest()).toMatchObject({ commit: 3 });
    expect((await attestedAt(url)).map((attested) => attested.commit)).toEqual([1, 2, 3]);
  });
});

describe('a log that was changed behind its writers', () => {
  // What lies in a real server's files cannot be changed from here, so these run on the double.
  let storage: MemoryStorage;
  let double: RunningDouble;
  beforeEach(async () => {
    storage = new MemoryStorage();
    double = await startDouble({ storage });
    const store = await KurrentEventStore.open(double.url, ports);
    for (let i = 1; i <= 5; i += 1) await store.append(commit(events('account-a', i * 2 - 1, i * 2)));
    await store.close();
    const notary = Notary.at(double.url, { ...ports, name: 'city' });
    await notary.attest();
    await notary.close();
  });
  afterEach(() => double.stop());

  /** Starts the server anew on records that were tampered with. */
  async function tampered(change: (record: StoredRecord) => StoredRecord | undefined): Promise<string> {
    const next = new MemoryStorage();
    for (const transaction of storage.load()) {
      const kept = transaction.map(change).filter((record) => record !== undefined);
      if (kept.length > 0) next.keep(kept);
    }
    await double.stop();
    double = await startDouble({ storage: next });
    return double.url;
  }
  const withText = (record: StoredRecord, text: string): StoredRecord => ({ ...record, data: Buffer.from(text) });
  const flip = (record: StoredRecord) => (record.stream === 'account-a' && record.revision === 4 ? withText(record, record.data.toString().replace('"n":5', '"n":7')) : record);
  const findings = async (url: string) => (await verifyLog(keep(await KurrentProvableLog.open(url, ports)))).findings.map(({ code, position }) => [code, position]);

  it('is proven while nothing was changed', async () => {
    const report = await verifyLog(keep(await KurrentProvableLog.open(double.url, ports)));
    expect([report.size, report.commits, report.findings]).toEqual([10, 5, []]);
  });

  it('is found by the notary and by the verifier when one digit is another: root_mismatch', async () => {
    const url = await tampered(flip);
    await expect(notaryAt(url).attest()).rejects.toEqual(coded('root_mismatch', { commit: 3, position: 6 }));
    expect(await findings(url)).toEqual([['root_mismatch', 6]]);
  });

  it('is found by the notary when all roots were made to fit: root_mismatch against what it attested', async () => {
    const tree = new Frontier();
    const url = await tampered((record) => {
      const changed = flip(record);
      if (record.stream === 'account-a') tree.append(leafHash(changed.data.toString()));
      if (record.stream !== 'ledger:commits') return changed;
      const { number, events: count, recordedAt } = JSON.parse(record.data.toString()) as CommitRecord;
      return withText(record, JSON.stringify(commitRecord(number, count, recordedAt, tree)));
    });
    expect(await findings(url)).toEqual([]);
    await expect(notaryAt(url).attest()).rejects.toEqual(coded('root_mismatch', { commit: 5, position: 10 }));
  });

  it('is found when its end is gone: checkpoint_ahead', async () => {
    const url = await tampered((record) => (record.stream === 'account-a' && record.revision > 5) || (record.stream === 'ledger:commits' && record.revision > 2) ? undefined : record);
    await expect(notaryAt(url).attest()).rejects.toEqual(coded('checkpoint_ahead', { checkpoint: 10, head: 6 }));
  });

  it('is found when an event is gone: position_gap, by readers too', async () => {
    const url = await tampered((record) => (record.stream === 'account-a' && record.revision === 4 ? withText(record, '{}') : record));
    await expect(notaryAt(url).attest()).rejects.toEqual(coded('position_gap', { expected: 5, found: 6 }));
    expect(await findings(url)).toContainEqual(['position_gap', 6]);
    await expect(wholeLog(await storeAt(url))).rejects.toEqual(coded('position_gap', { expected: 5, found: 6 }));
    await expect((await storeAt(url)).readStream('account-a', { after: 0, limit: 10 })).rejects.toEqual(coded('event_undecodable', { revision: 5 }));
  });
});
