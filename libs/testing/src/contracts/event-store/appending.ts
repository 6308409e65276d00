import { storeForEachTest, type StoreCapabilities, type StoreFactory } from './store-under-test';
import { applied, coded, commit, event, events, places, refused, wholeLog } from './writing';

/** B.4 points 1 to 4. */
export function appendingContract(factory: StoreFactory, { atomicAcrossStreams, gapless }: StoreCapabilities): void {
  describe('appending', () => {
    const test = storeForEachTest(factory);

    it('begins a stream with revision 1 and the log with position 1', async () => {
      expect(await test.store.append(commit([event('account-a', 1)]))).toEqual({ basePosition: 0 });
      expect(await test.store.readStream('account-a', { after: 0, limit: 10 })).toEqual([expect.objectContaining({ position: 1, revision: 1, stream: 'account-a' })]);
      expect(await test.store.head()).toBe(1);
    });

    it('goes on after the last revision and the last position', async () => {
      await test.store.append(commit(events('account-a', 1, 3)));
      const { basePosition } = await test.store.append(commit([event('account-a', 4), event('account-b', 1)]));
      expect(basePosition).toBe(3);
      const positions = (await wholeLog(test.store)).map(({ position }) => position);
      if (gapless) expect(positions).toEqual([1, 2, 3, 4, 5]);
      else expect([...positions].sort((a, b) => a - b)).toEqual(positions);
    });

    it.each([
      ['a new stream expected to be at 1', 'account-new', 2, { stream: 'account-new', expected: 1, actual: 0 }],
      ['an old stream expected to be new', 'account-a', 1, { stream: 'account-a', expected: 0, actual: 3 }],
      ['a stream expected to be behind', 'account-a', 3, { stream: 'account-a', expected: 2, actual: 3 }],
      ['a stream expected to be ahead', 'account-a', 6, { stream: 'account-a', expected: 5, actual: 3 }],
    ])('refuses %s, and says where it is', async (_, stream, revision, facts) => {
      await test.store.append(commit(events('account-a', 1, 3)));
      await expect(test.store.append(commit([event(stream, revision)]))).rejects.toEqual(coded('revision_conflict', facts));
      expect(await test.store.head()).toBe(3);
    });

    it('refuses a gap within a commit', async () => {
      await expect(test.store.append(commit([event('account-a', 1), event('account-a', 3)]))).rejects.toEqual(coded('revision_conflict', { expected: 2, actual: 1 }));
      expect(await test.store.head()).toBe(0);
    });

    if (atomicAcrossStreams) {
      it('writes nothing of a commit on 3 streams of which the last conflicts', async () => {
        await test.store.append(commit([event('code-x', 1)]));
        const redemption = commit([event('member-m', 1), event('budget-b', 1), event('code-x', 1)], [applied('redeem', 3)]);
        await expect(test.store.append(redemption)).rejects.toEqual(coded('revision_conflict', { stream: 'code-x' }));
        expect(places(await wholeLog(test.store))).toEqual(['code-x@1']);
        expect(await test.store.readStream('member-m', { after: 0, limit: 10 })).toEqual([]);
        expect(await test.store.outcomes(['redeem'])).toEqual([undefined]);
        await test.store.append(commit([event('member-m', 1), event('budget-b', 1), event('code-x', 2)], [applied('redeem', 3)]));
        expect(places(await wholeLog(test.store))).toEqual(['code-x@1', 'member-m@1', 'budget-b@1', 'code-x@2']);
      });
    }

    it('refuses a commit that was decided on a stream which has gone on', async () => {
      await test.store.append(commit(events('wallet-beans', 1, 2)));
      const stale = { ...commit([event('account-a', 1)], [applied('earn', 1)]), reads: [{ stream: 'wallet-beans', revision: 1 }] };
      await expect(test.store.append(stale)).rejects.toEqual(coded('revision_conflict', { stream: 'wallet-beans', expected: 1, actual: 2 }));
      const refusal = { ...commit([], [refused('no', 0, { code: 'closed' })]), reads: [{ stream: 'wallet-nuts', revision: 1 }] };
      await expect(test.store.append(refusal)).rejects.toEqual(coded('revision_conflict', { stream: 'wallet-nuts', expected: 1, actual: 0 }));
      expect(await test.store.head()).toBe(2);
      expect(await test.store.outcomes(['earn', 'no'])).toEqual([undefined, undefined]);
      const fresh = [{ stream: 'wallet-beans', revision: 2 }, { stream: 'wallet-nuts', revision: 0 }];
      expect(await test.store.append({ ...commit([event('account-a', 1)], [applied('earn', 1)]), reads: fresh })).toEqual({ basePosition: 2 });
    });

    it('interleaves streams of one commit as they were given', async () => {
      await test.store.append(commit([event('a-1', 1), event('b-1', 1), event('a-1', 2), event('b-1', 2)]));
      expect(places(await wholeLog(test.store))).toEqual(['a-1@1', 'b-1@1', 'a-1@2', 'b-1@2']);
    });

    it('takes a commit of outcomes only, and an empty one', async () => {
      await test.store.append(commit([event('account-a', 1)]));
      expect(await test.store.append(commit([], [refused('no', 0, { code: 'balance_too_low' })]))).toEqual({ basePosition: 1 });
      expect(await test.store.append(commit([]))).toEqual({ basePosition: 1 });
      expect(await test.store.head()).toBe(1);
    });

    it('serves concurrent appends one after the other', async () => {
      const streams = Array.from({ length: 100 }, (_, i) => `account-${i}`);
      const receipts = await Promise.all(streams.map((stream) => test.store.append(commit(events(stream, 1, 2)))));
      expect(receipts.map(({ basePosition }) => basePosition)).toEqual(streams.map((_, i) => 2 * i));
    });

    it('lets one of 50 win who append the same revision', async () => {
      const results = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => test.store.append(commit([event('account-a', 1, { writer: i })]))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await test.store.head()).toBe(1);
    });
  });

  describe('the outcomes of commands', () => {
    const test = storeForEachTest(factory);

    it('are kept with the position at which each command ended', async () => {
      await test.store.append(commit([event('account-a', 1)]));
      await test.store.append(commit(events('account-b', 1, 3), [applied('two', 2, { balance: 20 }), refused('no', 2, { code: 'x' }), applied('one', 3)]));
      const [two, unknown, no, one] = await test.store.outcomes(['two', 'unknown', 'no', 'one']);
      expect(two).toEqual({ commandId: 'two', fingerprint: 'f-two', position: 3, recordedAt: '2026-01-01T00:00:00.000Z', status: 'applied', answer: '{"balance":20}' });
      expect(no).toEqual({ commandId: 'no', fingerprint: 'f-no', position: 3, recordedAt: '2026-01-01T00:00:00.000Z', status: 'rejected', answer: '{"code":"x"}' });
      expect([unknown, one?.position]).toEqual([undefined, 4]);
      expect(await test.store.outcomes([])).toEqual([]);
    });

    it('refuse the same commit a second time and change nothing', async () => {
      const once = commit(events('account-a', 1, 2), [applied('earn', 2, { balance: 20 })]);
      await test.store.append(once);
      await expect(test.store.append(once)).rejects.toEqual(coded('revision_conflict', { expected: 0, actual: 2 }));
      expect(await test.store.head()).toBe(2);
    });

    it('refuse a second answer under one id, with everything that came with it', async () => {
      await test.store.append(commit([], [refused('earn', 0, { code: 'closed' })]));
      await expect(test.store.append(commit([event('account-a', 1)], [applied('other', 1), applied('earn', 1)]))).rejects.toEqual(coded('command_recorded', { commandId: 'earn' }));
      expect(await test.store.head()).toBe(0);
      expect(await test.store.outcomes(['other'])).toEqual([undefined]);
      expect(await test.store.outcomes(['earn'])).toEqual([expect.objectContaining({ status: 'rejected' })]);
      expect(await test.store.append(commit([event('account-a', 1)], [applied('other', 1)]))).toEqual({ basePosition: 0 });
    });

    it('refuse two answers under one id in one commit', async () => {
      await expect(test.store.append(commit([event('account-a', 1)], [applied('twice', 0), applied('twice', 1)]))).rejects.toEqual(coded('command_recorded', { commandId: 'twice' }));
      expect(await test.store.head()).toBe(0);
    });
  });
}
