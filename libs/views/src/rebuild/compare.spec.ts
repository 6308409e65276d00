import { MemoryViewStore } from '../memory/memory-view-store';
import type { ViewRef } from '../view-ref';
import { compareBuilds } from './compare';

const live: ViewRef = { name: 'orders', version: 1, build: 1 };
const built: ViewRef = { name: 'orders', version: 1, build: 2 };
const logId = 'a'.repeat(32);
const turn = async () => {};

describe('two builds compared while events go on', () => {
  let views: MemoryViewStore;
  beforeEach(async () => {
    views = new MemoryViewStore();
    for (const view of [live, built]) await views.open(view, []);
  });
  const write = (view: ViewRef, n: number, position: number, through = position) => views.write(view, [{ id: 'o1', position, doc: { n } }], { position: through, logId });

  it('are not called different while one has yet to take what the other has taken', async () => {
    await write(live, 2, 12);
    await write(built, 1, 10, 11);
    let pauses = 0;
    const timer = { sleep: async () => { if ((pauses += 1) === 3) await write(built, 2, 12); } };
    expect(await compareBuilds(views, built, live, { timer, turn })).toEqual({ compared: 1, count: 0, differences: [] });
    expect(pauses).toBe(3);
  });

  it('are different when both have passed the newer document, and when one stands still', async () => {
    await write(live, 2, 12);
    await write(built, 1, 10, 12);
    const difference = { compared: 1, count: 1, differences: [{ id: 'o1', expected: { n: 1 }, found: { n: 2 } }] };
    expect(await compareBuilds(views, built, live, { timer: { sleep: () => Promise.reject(new Error('no need to wait')) }, turn })).toEqual(difference);
    await write(live, 3, 20);
    const late = await compareBuilds(views, built, live, { timer: { sleep: async () => {} }, turn });
    expect(late.count).toBe(1);
  });

  it('are walked to the end, and what only one of them has is told', async () => {
    const many = (view: ViewRef, from: number, to: number) => views.write(view, Array.from({ length: to - from }, (_, i) => ({ id: `o${from + i}`, position: 1, doc: { n: i + from } })), { position: 5, logId });
    await many(live, 0, 1_400);
    await many(built, 100, 1_500);
    const { compared, count, differences } = await compareBuilds(views, built, live, { timer: { sleep: async () => {} }, turn });
    expect([compared, count, differences.length]).toEqual([1_500, 200, 20]);
  });
});
