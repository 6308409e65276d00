import { MemoryEventStore } from '@loyalty/ledger';
import { earn, record } from '@loyalty/testing';
import { portions } from './published-page';

describe('a page of events on its way out', () => {
  it('is cut into portions of bounded size that keep the order and the stream as key', async () => {
    const log = new MemoryEventStore();
    await record(log, ...Array.from({ length: 20 }, (_, i) => earn(`m${i % 3}`, i + 1)));
    const { events } = await log.readAll({ after: 0, limit: 100 });
    const cut = [...portions(events, 'loyalty.points.events.v1', log.logId, 2_000)];
    expect(cut.length).toBeGreaterThan(1);
    expect(cut.flat().map(({ headers }) => headers['ce_position'])).toEqual(events.map(({ position }) => String(position)));
    expect(cut.flat().map(({ key }) => key)).toEqual(events.map(({ stream }) => stream));
    expect([...portions(events, 't', log.logId, 1)]).toHaveLength(20);
    expect([...portions([], 't', log.logId, 1)]).toEqual([]);
    await log.close();
  });
});
