import { manualClock } from '@loyalty/kernel';
import { coded, commit, events, systemPorts } from '@loyalty/testing';
import { KurrentEventStore } from '../log/kurrent-event-store';
import { serverUnderTest, type ServerUnderTest } from '../testing/server-under-test';
import { KurrentProvableLog } from './kurrent-provable-log';
import { KurrentStreamReader } from './kurrent-stream-reader';

jest.setTimeout(60_000);
const ports = { ...systemPorts, clock: manualClock('2026-01-01T00:00:00Z') };

describe('reading a log in KurrentDB without writing to it', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await serverUnderTest();
  });
  afterAll(() => server.stop());

  it('gives parts of streams, and the newest snapshot of each', async () => {
    const url = server.newLog();
    const store = await KurrentEventStore.open(url, ports);
    await store.append(commit([...events('account-a', 1, 5), ...events('account-b', 1, 2)]));
    const snapshot = (stream: string, revision: number) => ({ stream, revision, stateVersion: 1, state: `{"at":${revision}}` });
    await store.writeSnapshots([snapshot('account-a', 3), snapshot('account-b', 2)]);
    await store.writeSnapshots([snapshot('account-a', 5)]);
    await store.close();

    const reader = await KurrentStreamReader.open(url, ports);
    expect((await reader.readStream('account-a', { after: 2, limit: 2 })).map(({ position, revision }) => [position, revision])).toEqual([[3, 3], [4, 4]]);
    expect(await reader.readStream('account-x', { after: 0, limit: 2 })).toEqual([]);
    const snapshots = await reader.snapshots();
    expect([snapshots.count, snapshots.revisions(Infinity), snapshots.revisions(1)]).toEqual([2, new Map([['account-a', 5], ['account-b', 2]]), new Map([['account-a', 5]])]);
    expect([snapshots.read('account-a'), snapshots.read('account-x')]).toEqual([snapshot('account-a', 5), undefined]);
    snapshots.close();
    await reader.close();
  });

  it('makes no log where there is none: store_not_found', async () => {
    const url = server.newLog();
    await expect(KurrentStreamReader.open(url, ports)).rejects.toEqual(coded('store_not_found'));
    await expect(KurrentProvableLog.open(url, ports)).rejects.toEqual(coded('store_not_found'));
  });
});
