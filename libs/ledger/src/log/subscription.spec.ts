import { seededRandom } from '@loyalty/kernel';
import { commit, event, events } from '@loyalty/testing';
import { MemoryEventStore } from '../memory/memory-event-store';
import type { Page, ReadAllOptions } from './event-store';
import { eventLine } from './leaf';
import { LiveTail } from './live-tail';
import { subscribeByReading } from './subscription';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const line = (position: number, text = '') => eventLine(position, '2026-01-01T00:00:00.000Z' as never, event('account-a', position, { text }));
const lines = (from: number, to: number, text = '') => Array.from({ length: to - from + 1 }, (_, i) => line(from + i, text));

describe('a subscription', () => {
  it('asks for a page only when the one before was taken: a consumer that sleeps holds nothing', async () => {
    const store = new MemoryEventStore();
    const asked: number[] = [];
    const tail = new LiveTail(0);
    const read = async (options: ReadAllOptions): Promise<Page> => (asked.push(options.after), store.readAll(options));
    const stop = new AbortController();
    const pages = subscribeByReading({ after: 0, limit: 10, signal: stop.signal }, tail, read);
    for (let i = 0; i < 50; i += 1) {
      await store.append(commit(events(`account-${i}`, 1, 20)));
      tail.push(store.disk.lines.slice(-20));
    }
    expect((await pages.next()).value?.through).toBe(10);
    for (let i = 0; i < 20; i += 1) await turn();
    expect(asked).toEqual([0]);
    expect((await pages.next()).value?.through).toBe(20);
    expect(asked).toEqual([0, 10]);
    stop.abort();
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  it('leaves no listener and no waiter behind, 1,000 times', async () => {
    const store = new MemoryEventStore();
    await store.append(commit([event('account-a', 1)]));
    const stop = new AbortController();
    for (let i = 0; i < 1_000; i += 1) {
      for await (const page of store.subscribe({ after: 0, limit: 1, signal: stop.signal })) {
        expect(page.through).toBe(1);
        break;
      }
    }
    const { getEventListeners } = await import('node:events');
    expect(getEventListeners(stop.signal, 'abort').length).toBe(0);
  });

  it('tells a failed read to its consumer, who may subscribe again', async () => {
    let fail = false;
    const store = new MemoryEventStore(undefined, {
      beforeRead() {
        if (fail) throw new Error('fire');
      },
    });
    await store.append(commit(events('account-a', 1, 2)));
    const pages = store.subscribe({ after: 0, limit: 1, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await pages.next();
    fail = true;
    await expect(pages.next()).rejects.toMatchObject({ code: 'store_unavailable' });
    fail = false;
    const again = store.subscribe({ after: 1, limit: 1, signal: new AbortController().signal })[Symbol.asyncIterator]();
    expect((await again.next()).value.through).toBe(2);
  });

  it('misses nothing when reads are slow and appends come at any moment: 1,000 seeds', async () => {
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = seededRandom(seed);
      const pause = async () => {
        for (let i = random.int(3); i > 0; i -= 1) await (random.chance(200) ? turn() : undefined);
      };
      const store = new MemoryEventStore(undefined, { beforeRead: pause, beforeSync: pause, afterSync: pause });
      const total = 1 + random.int(12);
      const stop = new AbortController();
      const seen: number[] = [];
      const consumed = (async () => {
        for await (const page of store.subscribe({ after: 0, limit: 1 + random.int(3), signal: stop.signal })) {
          seen.push(...page.events.map(({ position }) => position));
          expect(page.through).toBe(seen.at(-1));
          if (seen.length === total) stop.abort();
          await pause();
        }
      })();
      for (let i = 1; i <= total; i += 1) {
        void store.append(commit([event(`account-${i}`, 1)]));
        await pause();
      }
      await consumed;
      expect([seed, ...seen]).toEqual([seed, ...Array.from({ length: total }, (_, i) => i + 1)]);
    }
  }, 60_000);
});

describe('the newest events in memory', () => {
  const page = (tail: LiveTail, after: number, limit: number) => tail.page({ after, limit })?.events.map(({ position }) => position);

  it('are given by position while all of a page is there; else the store is asked', () => {
    const tail = new LiveTail(100, 10);
    expect([tail.head, page(tail, 100, 5), tail.page({ after: 99, limit: 5 })]).toEqual([100, [], undefined]);
    tail.push(lines(101, 115));
    expect([page(tail, 100, 3), page(tail, 113, 99), page(tail, 115, 1)]).toEqual([[101, 102, 103], [114, 115], []]);
    tail.push(lines(116, 121));
    expect([tail.head, page(tail, 110, 5), page(tail, 111, 3), page(tail, 120, 3)]).toEqual([121, undefined, [112, 113, 114], [121]]);
  });

  it('are bounded by number and by characters', () => {
    const tail = new LiveTail(0, 100, 50_000);
    for (let position = 1; position <= 2_000; position += 1) tail.push([line(position)]);
    const kept = () => Array.from({ length: 300 }, (_, i) => tail.page({ after: tail.head - i, limit: 1_000 })).filter((found) => found !== undefined).length - 1;
    expect(kept()).toBeLessThanOrEqual(200);
    for (let position = 2_001; position <= 2_050; position += 1) tail.push([line(position, 'x'.repeat(10_000))]);
    expect(kept()).toBeLessThanOrEqual(10);
    tail.push([line(2_051, 'x'.repeat(1_000_000))]);
    expect([tail.head, kept(), tail.page({ after: 2_050, limit: 1 })]).toEqual([2_051, 0, undefined]);
    tail.push(lines(2_052, 2_053));
    expect(page(tail, 2_051, 5)).toEqual([2_052, 2_053]);
  });

  it('are read from their stored lines once, and are the same for every consumer', () => {
    const tail = new LiveTail(0);
    tail.push(lines(1, 2));
    const [first] = tail.page({ after: 0, limit: 1 })!.events;
    expect(tail.page({ after: 0, limit: 2 })!.events[0]).toBe(first);
    expect(first).toEqual({ ...event('account-a', 1, { text: '' }), position: 1, recordedAt: '2026-01-01T00:00:00.000Z' });
  });

  it('are filtered by category after they are counted', () => {
    const tail = new LiveTail(0);
    tail.push(lines(1, 4));
    expect(tail.page({ after: 1, limit: 2, categories: ['coupon'] })).toEqual({ events: [], through: 3 });
  });
});
