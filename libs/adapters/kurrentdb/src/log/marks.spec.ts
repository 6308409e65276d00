import { coded } from '@loyalty/testing';
import { seededRandom } from '@loyalty/kernel';
import type { Connection } from '../connection/connection';
import { Marks } from './marks';

/** A log of commits that end at these positions; counts what is read of it. */
function logOf(ends: readonly number[]) {
  const log = { reads: 0 };
  const stored = (number: number) => ({
    id: `commit-${number}`, stream: 'ledger:commits', revision: number, type: 'ledger.committed.v1', place: String(number * 1_000),
    text: JSON.stringify({ number, position: ends[number - 1], events: 1, recordedAt: '', root: '', edge: [] }),
  });
  const connection = {
    async readStream(_stream: string, { from }: { from: number | 'last' }) {
      log.reads += 1;
      const number = from === 'last' ? ends.length : from;
      return number < 1 || number > ends.length ? [] : [stored(number)];
    },
  } as unknown as Connection;
  return { log, marks: new Marks(connection) };
}

describe('the ends of commits', () => {
  it('are found near every position of a log of 50,000 commits of uneven size, with few reads', async () => {
    const random = seededRandom(3);
    const ends: number[] = [];
    for (let position = 0; ends.length < 50_000;) ends.push((position += random.chance(50) ? random.int(2_000) : random.int(4)));
    const { log, marks } = logOf(ends);
    let most = 0;
    for (let i = 0; i < 300; i += 1) {
      const position = 1 + random.int(ends.at(-1)!);
      log.reads = 0;
      const mark = await marks.before(position, 'reader');
      most = Math.max(most, log.reads);
      const last = ends.findLastIndex((end) => end <= position);
      if (mark === undefined) expect(position).toBeLessThanOrEqual(ends[0]! + 256);
      else expect([mark.position <= position, last === mark.number - 1 || position - mark.position <= 256]).toEqual([true, true]);
    }
    expect(most).toBeLessThanOrEqual(34);
  });

  it('are the start for position 0, and the end for the last, whatever commits without events come after', async () => {
    const { marks } = logOf([3, 3, 5, 5, 5]);
    expect(await marks.before(0, 'reader')).toBeUndefined();
    expect(await marks.before(5, 'reader')).toMatchObject({ position: 5 });
    expect(await marks.before(2, 'reader')).toBeUndefined();
  });

  it('are not there beyond the end: checkpoint_ahead', async () => {
    await expect(logOf([3, 5]).marks.before(6, 'views')).rejects.toEqual(coded('checkpoint_ahead', { consumer: 'views', checkpoint: 6, head: 5 }));
    await expect(logOf([]).marks.before(1, 'views')).rejects.toEqual(coded('checkpoint_ahead', { checkpoint: 1, head: 0 }));
  });

  it('are asked for once: the last 4,096 that went by are remembered', async () => {
    const { log, marks } = logOf(Array.from({ length: 6_000 }, (_, i) => i + 1));
    for (let position = 1; position <= 5_000; position += 1) marks.remember({ number: position, position, place: 'here' });
    expect([await marks.before(5_000, 'reader'), await marks.before(905, 'reader'), log.reads]).toEqual([
      { number: 5_000, position: 5_000, place: 'here' }, { number: 905, position: 905, place: 'here' }, 0,
    ]);
    await marks.before(900, 'reader');
    expect(log.reads).toBeGreaterThan(0);
    marks.forget();
    log.reads = 0;
    await marks.before(5_000, 'reader');
    expect(log.reads).toBeGreaterThan(0);
  });
});
