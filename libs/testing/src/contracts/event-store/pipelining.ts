import type { Commit } from '@loyalty/ledger';
import { storeForEachTest, type StoreFactory } from './store-under-test';
import { applied, coded, commit, event, events, places, wholeLog } from './writing';

/** For stores that take a commit before the one that it was decided on is answered. */
export function pipeliningContract(factory: StoreFactory): void {
  describe('several appends in flight', () => {
    const test = storeForEachTest(factory);
    const after = (before: Commit, next: Commit): Commit => ({ ...next, after: before });

    it('become durable in the order in which they were asked for', async () => {
      let last: Commit | undefined;
      const receipts = Array.from({ length: 20 }, (_, i) => {
        const next = commit([event('account-a', i + 1), event(`account-${i}`, 1)], [applied(`c${i}`, 2)]);
        return test.store.append((last = last === undefined ? next : after(last, next)));
      });
      expect((await Promise.all(receipts)).map(({ basePosition }) => basePosition)).toEqual(Array.from({ length: 20 }, (_, i) => i * 2));
      expect((await test.store.readStream('account-a', { after: 0, limit: 50 })).map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, i) => i * 2 + 1));
      expect(await test.store.outcomes(['c0', 'c19'])).toEqual([expect.objectContaining({ position: 2 }), expect.objectContaining({ position: 40 })]);
    });

    it('fall together behind one that is refused, though by their revisions they would fit', async () => {
      await test.store.append(commit([event('account-a', 1)]));
      const good = commit([event('account-b', 1)]);
      const stale = after(good, commit([event('account-a', 1)]));
      const fitting = after(stale, commit([event('account-a', 2)], [applied('c1', 1)]));
      const last = after(fitting, commit([event('account-c', 1)]));
      const ended = await Promise.allSettled([good, stale, fitting, last].map((one) => test.store.append(one)));
      expect(ended.map((one) => (one.status === 'fulfilled' ? 'taken' : one.reason.code))).toEqual(['taken', 'revision_conflict', 'base_not_taken', 'base_not_taken']);
      expect(places(await wholeLog(test.store))).toEqual(['account-a@1', 'account-b@1']);
      await test.store.append(commit([event('account-a', 2)], [applied('c1', 1)]));
      expect(await test.store.outcomes(['c1'])).toEqual([expect.objectContaining({ position: 3 })]);
    });

    it('do not record one command twice', async () => {
      const [first, second] = [commit([event('account-a', 1)], [applied('c1', 1)]), commit([event('account-b', 1)], [applied('c1', 1)])];
      const taken = test.store.append(first);
      await expect(test.store.append(second)).rejects.toEqual(coded('command_recorded'));
      await taken;
      await test.store.append(commit(events('account-b', 1, 2)));
      expect(places(await wholeLog(test.store))).toEqual(['account-a@1', 'account-b@1', 'account-b@2']);
    });
  });
}
