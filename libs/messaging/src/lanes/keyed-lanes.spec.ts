import { KeyedLanes } from './keyed-lanes';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const never = new AbortController().signal;

describe('keyed lanes', () => {
  it('keep the order of a key, give an item again before the others of its key, and let other keys go on meanwhile', async () => {
    const slept: number[] = [];
    let wake = () => {};
    const done: string[] = [];
    let first = true;
    const lanes = new KeyedLanes<string>({
      parallel: 1,
      timer: { sleep: (ms) => { slept.push(ms); return new Promise((resolve) => (wake = resolve)); } },
      work: async (key, item) => {
        if (item === 'a1' && first) {
          first = false;
          return 70;
        }
        done.push(`${key}:${item}`);
        return undefined;
      },
    });
    for (const item of ['a1', 'a2', 'b1', 'b2']) lanes.add(item[0]!, item);
    await lanes.idle(never);
    expect(done).toEqual(['b:b1', 'b:b2']);
    expect([slept, lanes.depth]).toEqual([[70], 2]);
    wake();
    await turn();
    expect(done).toEqual(['b:b1', 'b:b2', 'a:a1', 'a:a2']);
    expect(lanes.depth).toBe(0);
  });

  it('take turns, so that a long lane does not keep the others from their places', async () => {
    const done: string[] = [];
    const lanes = new KeyedLanes<number>({ parallel: 1, timer: { sleep: turn }, work: async (key) => { done.push(key); return undefined; } });
    for (let i = 0; i < 3; i += 1) lanes.add('a', i);
    lanes.add('b', 0);
    await lanes.idle(never);
    expect(done.join('')).toBe('abaa');
  });

  it('say when there is room, and start nothing once they are stopped', async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const done: number[] = [];
    const lanes = new KeyedLanes<number>({ parallel: 2, timer: { sleep: turn }, work: async (_, item) => { await opened; done.push(item); return undefined; } });
    for (let i = 0; i < 4; i += 1) lanes.add(`k${i}`, i);
    const room = lanes.room(4, never).then(() => lanes.depth);
    lanes.stop();
    open();
    expect(await room).toBeLessThan(4);
    await lanes.idle(never);
    expect(done).toEqual([0, 1]);
    await lanes.room(1, AbortSignal.abort());
  });
});
