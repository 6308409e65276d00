import { seededRandom } from '@loyalty/kernel';
import type { EventStore, RecordedEvent } from '@loyalty/ledger';
import { storeForEachTest, type StoreCapabilities, type StoreFactory } from './store-under-test';
import { coded, commit, event, events, places } from './writing';

/** Takes from a subscription until so many events have come. */
async function take(store: EventStore, after: number, count: number, { limit = 100, categories }: { limit?: number; categories?: string[] } = {}): Promise<RecordedEvent[]> {
  const stop = new AbortController();
  const taken: RecordedEvent[] = [];
  for await (const page of store.subscribe({ after, limit, signal: stop.signal, ...(categories === undefined ? {} : { categories }) })) {
    taken.push(...page.events);
    if (taken.length >= count) stop.abort();
  }
  return taken;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** B.4 points 7 and 8. */
export function subscribingContract(factory: StoreFactory, { interleavings }: StoreCapabilities): void {
  describe('a subscription', () => {
    const test = storeForEachTest(factory);

    it('begins at the start, at a position, or at the end', async () => {
      await test.store.append(commit(events('account-a', 1, 5)));
      expect(places(await take(test.store, 0, 5))).toEqual(['account-a@1', 'account-a@2', 'account-a@3', 'account-a@4', 'account-a@5']);
      expect(places(await take(test.store, 3, 2))).toEqual(['account-a@4', 'account-a@5']);
      const fromTheEnd = take(test.store, await test.store.head(), 1);
      await test.store.append(commit([event('account-a', 6)]));
      expect(places(await fromTheEnd)).toEqual(['account-a@6']);
    });

    it('gives only whole categories, and moves on past the others', async () => {
      await test.store.append(commit([event('account-a', 1), event('coupon-c', 1), event('couponbook-c', 1), event('coupon-c', 2)]));
      expect(places(await take(test.store, 0, 2, { categories: ['coupon'], limit: 1 }))).toEqual(['coupon-c@1', 'coupon-c@2']);
    });

    it('goes on where it was left, after the store was closed and opened', async () => {
      await test.store.append(commit(events('account-a', 1, 3)));
      const first = await take(test.store, 0, 2, { limit: 2 });
      const again = await test.reopen();
      await again.append(commit(events('account-a', 4, 5)));
      expect(places([...first, ...(await take(again, first.at(-1)!.position, 3))])).toEqual(['account-a@1', 'account-a@2', 'account-a@3', 'account-a@4', 'account-a@5']);
    });

    it('ends when it is aborted, asleep or awake, and when it was aborted before', async () => {
      const stop = new AbortController();
      const asleep = test.store.subscribe({ after: 0, limit: 10, signal: stop.signal })[Symbol.asyncIterator]().next();
      await turn();
      stop.abort();
      expect(await asleep).toEqual({ done: true, value: undefined });
      await test.store.append(commit(events('account-a', 1, 3)));
      const before = test.store.subscribe({ after: 0, limit: 10, signal: AbortSignal.abort() });
      for await (const page of before) throw new Error(`unexpected page through ${page.through}`);
    });

    it('ends when the store is closed', async () => {
      await test.store.append(commit(events('account-a', 1, 2)));
      const taken: string[] = [];
      const ended = (async () => {
        for await (const page of test.store.subscribe({ after: 0, limit: 1, signal: new AbortController().signal })) taken.push(...places(page.events));
      })();
      while (taken.length < 2) await turn();
      await test.store.close();
      await ended;
      expect(taken).toEqual(['account-a@1', 'account-a@2']);
    });

    it('refuses to wait for what another log has: a position beyond the end is checkpoint_ahead', async () => {
      await test.store.append(commit(events('account-a', 1, 3)));
      await expect(take(test.store, 4, 1)).rejects.toEqual(coded('checkpoint_ahead', { checkpoint: 4, head: 3 }));
      expect(places(await Promise.all([take(test.store, 3, 1), test.store.append(commit([event('account-a', 4)]))]).then(([taken]) => taken))).toEqual(['account-a@4']);
    });

    it('refuses a page without room', async () => {
      await expect(take(test.store, 0, 1, { limit: 0 })).rejects.toEqual(coded('limit_invalid'));
    });

    it('gives a slow consumer pages of at most its limit while 2,000 events are written', async () => {
      const stop = new AbortController();
      const sizes: number[] = [];
      let last = 0;
      const written = Promise.withResolvers<void>();
      const consumed = (async () => {
        for await (const page of test.store.subscribe({ after: 0, limit: 50, signal: stop.signal })) {
          sizes.push(page.events.length);
          for (const { position } of page.events) expect(position).toBe((last += 1));
          if (last === 2_000) stop.abort();
          await written.promise;
        }
      })();
      for (let i = 0; i < 100; i += 1) await test.store.append(commit(events(`account-${i}`, 1, 20)));
      written.resolve();
      await consumed;
      expect([last, Math.max(...sizes)]).toEqual([2_000, 50]);
    });

    it(`misses and repeats nothing in ${interleavings} interleavings with 3 writers`, async () => {
      for (let seed = 1; seed <= interleavings; seed += 1) await interleave(test.store, seed);
    }, 120_000);
  });
}

/** Three writers append at their own pace while two readers follow; both must see every position once, in order. */
async function interleave(store: EventStore, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const start = await store.head();
  const plan = Array.from({ length: 3 }, () => Array.from({ length: 1 + random.int(3) }, () => 1 + random.int(4)));
  const end = start + plan.flat().reduce((sum, size) => sum + size, 0);
  const pause = async (): Promise<void> => {
    for (let i = random.int(4); i > 0; i -= 1) await (random.chance(500) ? turn() : undefined);
  };
  const writers = plan.map(async (sizes, writer) => {
    let revision = 0;
    for (const size of sizes) {
      await pause();
      await store.append(commit(events(`run-${seed}.${writer}`, revision + 1, (revision += size))));
    }
  });
  const readers = [start, Math.max(0, start - random.int(5))].map(async (after) => {
    const stop = new AbortController();
    let last = after;
    for await (const page of store.subscribe({ after, limit: 1 + random.int(6), signal: stop.signal })) {
      for (const { position } of page.events) {
        if (position !== (last += 1)) throw new Error(`seed ${seed}: position ${position} where ${last} was due`);
      }
      if (last >= end) stop.abort();
      await pause();
    }
    return last;
  });
  await Promise.all(writers);
  expect(await Promise.all(readers)).toEqual([end, end]);
}
