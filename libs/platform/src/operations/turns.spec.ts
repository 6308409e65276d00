import { Turns } from './turns';

describe('turns', () => {
  it('under one name come one after the other, after a failure too', async () => {
    const turns = new Turns();
    const gate = Promise.withResolvers<void>();
    const seen: string[] = [];
    const first = turns.take('a', async () => {
      await gate.promise;
      seen.push('first');
      throw new Error('a fault');
    });
    const second = turns.take('a', async () => seen.push('second'));
    gate.resolve();
    await expect(first).rejects.toThrow('a fault');
    await second;
    expect(seen).toEqual(['first', 'second']);
  });

  it('under other names do not wait', async () => {
    const turns = new Turns();
    const gate = Promise.withResolvers<string>();
    const held = turns.take('a', () => gate.promise);
    expect(await turns.take('b', async () => 'done')).toBe('done');
    gate.resolve('late');
    expect(await held).toBe('late');
  });
});
