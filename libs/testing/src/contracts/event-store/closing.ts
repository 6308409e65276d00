import { manualClock } from '@loyalty/kernel';
import { Ledger, type Decider, type DomainEvent, type StreamOf } from '@loyalty/ledger';
import { storeForEachTest, type StoreCapabilities, type StoreFactory } from './store-under-test';
import { applied, coded, commit, event, events, NEW_YEAR, wholeLog } from './writing';

type Noted = DomainEvent<'noted.v1', { at: string }>;
const notes: Decider<number, string, Noted> = {
  initial: 0,
  stateVersion: 1,
  decide: (at) => [{ type: 'noted.v1', data: { at }, effectiveAt: NEW_YEAR }],
  evolve: (count) => count + 1,
};
const book: StreamOf<number, string, Noted> = { name: 'book-1', decider: notes };

/** B.4 points 11 (what any process can show), 14 and 15. */
export function closingContract(factory: StoreFactory, { durable }: StoreCapabilities): void {
  describe('closing', () => {
    const test = storeForEachTest(factory);

    it('lets appends in flight settle, and what they acknowledged stays', async () => {
      const inFlight = Array.from({ length: 20 }, (_, i) => test.store.append(commit([event(`account-${i}`, 1)], [applied(`c${i}`, 1)])));
      const closed = test.store.close();
      const results = await Promise.allSettled(inFlight);
      await closed;
      expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'fulfilled'));
      if (durable) expect(await wholeLog(await test.reopen())).toHaveLength(20);
    });

    it('refuses every later call with store_closed, and may be repeated', async () => {
      const { store } = test;
      await store.append(commit([event('account-a', 1)]));
      const closing = store.close();
      await expect(store.append(commit([event('account-a', 2)]))).rejects.toEqual(coded('store_closed'));
      await closing;
      await store.close();
      const calls = [
        () => store.append(commit([event('account-a', 2)])),
        () => store.readStream('account-a', { after: 0, limit: 1 }),
        () => store.readAll({ after: 0, limit: 1 }),
        () => store.outcomes(['c']),
        () => store.head(),
        () => store.readSnapshot('account-a'),
        () => store.writeSnapshots([]),
      ];
      for (const call of calls) await expect(call()).rejects.toEqual(coded('store_closed'));
      for await (const page of store.subscribe({ after: 0, limit: 1, signal: new AbortController().signal })) throw new Error(`unexpected page through ${page.through}`);
    });

    if (durable) {
      it('keeps log id, events, outcomes and revisions', async () => {
        const { logId } = test.store;
        await test.store.append(commit(events('account-a', 1, 3), [applied('earn', 3, { balance: 30 })]));
        const before = await wholeLog(test.store);
        const again = await test.reopen();
        expect([again.logId, await wholeLog(again), await again.head()]).toEqual([logId, before, 3]);
        expect(await again.outcomes(['earn'])).toEqual([expect.objectContaining({ answer: '{"balance":30}', position: 3 })]);
        await expect(again.append(commit([event('account-a', 3)]))).rejects.toEqual(coded('revision_conflict', { expected: 2, actual: 3 }));
        expect(await again.append(commit([event('account-a', 4)]))).toEqual({ basePosition: 3 });
      });
    }
  });

  describe('time', () => {
    const test = storeForEachTest(factory);

    it('never goes back in the log, though the clock does, also over a restart', async () => {
      const clock = manualClock('2026-01-01T10:00:00Z');
      const note = async (ledger: Ledger, id: string, at: string) => {
        clock.set(at);
        return (await ledger.transact({ id, fingerprint: id, actor: 'tester' }, { streams: [book], decide: (tx) => (tx.execute(book, tx.now), tx.now) })).answer;
      };
      const ledger = await Ledger.open(test.store, { clock });
      expect(await note(ledger, 'c1', '2026-01-01T10:00:05Z')).toBe('2026-01-01T10:00:05.000Z');
      expect(await note(ledger, 'c2', '2026-01-01T09:00:00Z')).toBe('2026-01-01T10:00:05.000Z');
      await ledger.close();
      const after = await Ledger.open(durable ? await test.reopen() : test.store, { clock });
      expect(await note(after, 'c3', '2025-12-31T00:00:00Z')).toBe('2026-01-01T10:00:05.000Z');
      expect(await note(after, 'c4', '2026-01-01T10:00:06Z')).toBe('2026-01-01T10:00:06.000Z');
      await after.close();
      expect((await test.store.readAll({ after: 0, limit: 9 })).events.map(({ recordedAt }) => recordedAt.slice(11, 19))).toEqual(['10:00:05', '10:00:05', '10:00:05', '10:00:06']);
    });
  });
}
