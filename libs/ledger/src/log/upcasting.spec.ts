import { commit, event, events } from '@loyalty/testing';
import { MemoryEventStore } from '../memory/memory-event-store';
import { upcast, withUpcasting, type Upcaster } from './upcasting';

/** v1 had whole points, v2 a unit beside them, v3 text for the amount. */
const chain: Upcaster[] = [
  { from: 'earned.v1', to: 'earned.v2', upcast: (data) => ({ amount: (data as { points: number }).points, unit: 'points' }) },
  { from: 'earned.v2', to: 'earned.v3', upcast: (data) => ({ ...(data as object), amount: String((data as { amount: number }).amount) }) },
];
const earned = (stream: string, revision: number, version: number, data: unknown) => ({ ...event(stream, revision, data), type: `earned.v${version}` });

async function oldLog() {
  const store = new MemoryEventStore();
  await store.append(commit([
    earned('account-a', 1, 1, { points: 5 }),
    earned('account-a', 2, 2, { amount: 6, unit: 'points' }),
    earned('account-a', 3, 3, { amount: '7', unit: 'points' }),
    event('account-b', 1),
  ]));
  return store;
}
const newest = [5, 6, 7].map((amount) => ({ type: 'earned.v3', data: { amount: String(amount), unit: 'points' } }));

describe('a log read through upcasters', () => {
  it('shows every version as the newest, in streams, pages and subscriptions, and other events as they are', async () => {
    const store = withUpcasting(await oldLog(), chain);
    expect(await store.readStream('account-a', { after: 0, limit: 10 })).toMatchObject(newest);
    expect((await store.readAll({ after: 0, limit: 10 })).events).toMatchObject([...newest, { type: 'counted.v1', data: { n: 1 } }]);
    const { value } = await store.subscribe({ after: 1, limit: 10, signal: AbortSignal.timeout(1_000) })[Symbol.asyncIterator]().next();
    expect([value.through, value.events.length, value.events[0]]).toMatchObject([4, 3, newest[1]!]);
  });

  it('keeps position, revision, times, command and actor, and leaves what is stored alone', async () => {
    const plain = await oldLog();
    const before = [...plain.disk.lines];
    const store = withUpcasting(plain, chain);
    const [first] = await store.readStream('account-a', { after: 0, limit: 1 });
    expect(first).toEqual({ ...plain.disk.events[0], ...newest[0] });
    await store.append(commit([earned('account-a', 4, 3, { amount: '8', unit: 'points' })]));
    expect(plain.disk.lines.slice(0, 4)).toEqual(before);
    expect([await store.head(), store.logId]).toEqual([5, plain.logId]);
  });

  it('passes everything else through', async () => {
    const store = withUpcasting(await oldLog(), chain);
    await store.writeSnapshots([{ stream: 'account-a', revision: 3, stateVersion: 1, state: '{}' }]);
    expect((await store.readSnapshot('account-a'))?.revision).toBe(3);
    expect(await store.outcomes(['x'])).toEqual([undefined]);
    await store.close();
    await expect(store.head()).rejects.toMatchObject({ code: 'store_closed' });
  });

  it('changes nothing a second time', async () => {
    const map = new Map(chain.map((step) => [step.from, step]));
    for (const found of (await oldLog()).disk.events) {
      const once = upcast(found, map);
      expect(upcast(once, map)).toEqual(once);
    }
  });

  it('is the store itself when there are none', async () => {
    const store = await oldLog();
    expect(withUpcasting(store, [])).toBe(store);
  });

  it('ends its subscription when the reader stops, so that nothing is left waiting', async () => {
    const plain = new MemoryEventStore();
    const store = withUpcasting(plain, chain);
    await plain.append(commit(events('account-a', 1, 3)));
    for await (const page of store.subscribe({ after: 0, limit: 1, signal: new AbortController().signal })) {
      expect(page.through).toBe(1);
      break;
    }
  });

  it.each([
    ['two that start from one version', [chain[0]!, { ...chain[0]!, to: 'earned.v9' }]],
    ['one that leads to itself', [{ ...chain[0]!, to: 'earned.v1' }]],
    ['a circle', [...chain, { from: 'earned.v3', to: 'earned.v1', upcast: (data: unknown) => data }]],
    ['a way into a circle', [{ from: 'a.v1', to: 'b.v1', upcast: (data: unknown) => data }, { from: 'b.v1', to: 'c.v1', upcast: (data: unknown) => data }, { from: 'c.v1', to: 'b.v1', upcast: (data: unknown) => data }]],
  ])('is not made with %s: upcaster_invalid', async (_, list) => {
    const store = await oldLog();
    expect(() => withUpcasting(store, list)).toThrow(expect.objectContaining({ code: 'upcaster_invalid' }));
  });
});
