import { storeForEachTest, type StoreCapabilities, type StoreFactory } from './store-under-test';
import { coded, commit, event, events, places, wholeLog } from './writing';

/** B.4 points 5 and 6. */
export function readingContract(factory: StoreFactory, { gapless, durable }: StoreCapabilities): void {
  describe('reading', () => {
    const test = storeForEachTest(factory);

    it('gives a stream after a revision, up to a limit', async () => {
      await test.store.append(commit([...events('account-a', 1, 5), event('account-b', 1)]));
      await test.store.append(commit(events('account-a', 6, 8)));
      const revisions = async (after: number, limit: number) => (await test.store.readStream('account-a', { after, limit })).map(({ revision }) => revision);
      expect(await revisions(0, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(await revisions(0, 2)).toEqual([1, 2]);
      expect(await revisions(4, 3)).toEqual([5, 6, 7]);
      expect(await revisions(7, 100)).toEqual([8]);
      expect(await revisions(8, 100)).toEqual([]);
      expect(await revisions(99, 100)).toEqual([]);
    });

    it('gives nothing of a stream that has no events', async () => {
      await test.store.append(commit([event('account-a', 1)]));
      expect(await test.store.readStream('account-missing', { after: 0, limit: 10 })).toEqual([]);
    });

    it('tells streams apart whose names begin alike', async () => {
      await test.store.append(commit([event('account-a', 1, 'a'), event('account-a.b', 1, 'ab'), event('account-A', 1, 'A')]));
      expect((await test.store.readStream('account-a', { after: 0, limit: 10 })).map(({ data }) => data)).toEqual(['a']);
      expect((await test.store.readStream('account-A', { after: 0, limit: 10 })).map(({ data }) => data)).toEqual(['A']);
    });

    it('gives the log in the order of the commits, the same to every reader', async () => {
      for (let i = 1; i <= 20; i += 1) await test.store.append(commit([event('a-1', i), event(`b-${i}`, 1)]));
      const log = await wholeLog(test.store, 7);
      expect(places(log)).toEqual(Array.from({ length: 20 }, (_, i) => [`a-1@${i + 1}`, `b-${i + 1}@1`]).flat());
      if (gapless) expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
      expect(await wholeLog(test.store, 1)).toEqual(log);
      if (durable) expect(await wholeLog(await test.reopen(), 11)).toEqual(log);
    });

    it('says how far it has read, also where the filter lets nothing through', async () => {
      await test.store.append(commit([...events('account-a', 1, 4), event('coupon-c', 1), event('accountant-x', 1)]));
      expect(await test.store.readAll({ after: 0, limit: 3, categories: ['coupon'] })).toEqual({ events: [], through: 3 });
      const rest = await test.store.readAll({ after: 3, limit: 100, categories: ['coupon'] });
      expect([places(rest.events), rest.through]).toEqual([['coupon-c@1'], 6]);
      expect(places((await test.store.readAll({ after: 0, limit: 100, categories: ['account', 'coupon'] })).events)).toHaveLength(5);
      expect((await test.store.readAll({ after: 0, limit: 100, categories: [] })).events).toEqual([]);
      expect(await test.store.readAll({ after: 6, limit: 100 })).toEqual({ events: [], through: 6 });
    });

    it('refuses a position that the log has not reached', async () => {
      await test.store.append(commit(events('account-a', 1, 3)));
      await expect(test.store.readAll({ after: 4, limit: 10 })).rejects.toEqual(coded('checkpoint_ahead', { checkpoint: 4, head: 3 }));
    });

    it('refuses a page without room', async () => {
      await expect(test.store.readAll({ after: 0, limit: 0 })).rejects.toEqual(coded('limit_invalid'));
    });

    it('has an empty log before the first event', async () => {
      expect(await test.store.head()).toBe(0);
      expect(await test.store.readAll({ after: 0, limit: 10 })).toEqual({ events: [], through: 0 });
      expect(test.store.logId).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  describe('snapshots', () => {
    const test = storeForEachTest(factory);
    const snapshot = (revision: number) => ({ stream: 'account-a', revision, stateVersion: 1, state: `{"balance":${revision}}` });

    it('are kept, the newest of each stream', async () => {
      expect(await test.store.readSnapshot('account-a')).toBeUndefined();
      await test.store.append(commit([event('account-a', 1), event('account-b', 1)]));
      await test.store.writeSnapshots([snapshot(10), { ...snapshot(3), stream: 'account-b' }]);
      await test.store.writeSnapshots([snapshot(20)]);
      expect(await test.store.readSnapshot('account-a')).toEqual(snapshot(20));
      expect((await test.store.readSnapshot('account-b'))?.revision).toBe(3);
      if (durable) expect(await (await test.reopen()).readSnapshot('account-a')).toEqual(snapshot(20));
    });
  });
}
