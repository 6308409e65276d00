import type { Instant } from '@loyalty/kernel';
import type { EventReference, ParkedReason } from '@loyalty/messaging';
import { FIRST_START_MS, MongoOfSpec } from '@loyalty/testing/servers';
import { openMongoReadModel, type MongoReadModel } from '../open-read-model';

const AT = '2025-03-01T10:00:00.000Z' as Instant;
const event = (position: number, stream = 'account-m1'): EventReference => ({ position, stream, revision: position });
const because = (code: string, attempts = 1): ParkedReason => ({
  error: { category: 'state', code, message: code, retryable: false, facts: { 'a.b': [[1]], $missing: 2 } }, attempts, parkedAt: AT,
});
const running = new MongoOfSpec();
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

describe('parked events in MongoDB', () => {
  let url: string;
  let model: MongoReadModel;
  beforeEach(async () => {
    url = running.newDatabase();
    model = await openMongoReadModel(url);
  });
  afterEach(() => model.close());

  it('stand under their key in order, with the reason of the first, also after a restart', async () => {
    await model.parked.park('tiers', 'k1', event(3), because('odd'));
    expect(await model.parked.hold('tiers', 'k1', event(12))).toBe(true);
    expect(await model.parked.hold('tiers', 'k1', event(7))).toBe(true);
    await model.close();
    model = await openMongoReadModel(url);
    expect(await model.parked.find('tiers', 'k1')).toEqual({ key: 'k1', ...because('odd'), first: event(3), events: 3 });
    expect(await model.parked.events('tiers', 'k1', { after: 3, limit: 5 })).toEqual([event(7), event(12)]);
    expect(await model.parked.firsts('tiers')).toEqual(new Map([['k1', 3]]));
    expect(await model.parked.count('tiers')).toBe(3);
    expect(await model.parked.count('coupons')).toBe(0);
  });

  it('are held only behind a parked key, and once', async () => {
    expect(await model.parked.hold('tiers', 'k1', event(4))).toBe(false);
    await model.parked.park('tiers', 'k1', event(3), because('odd'));
    expect(await model.parked.hold('tiers', 'k1', event(4))).toBe(true);
    expect(await model.parked.hold('tiers', 'k1', event(4))).toBe(false);
    expect(await model.parked.count('tiers')).toBe(2);
  });

  it('tell anew why the first could not be taken', async () => {
    await model.parked.park('tiers', 'k1', event(3), because('odd', 1));
    await model.parked.park('tiers', 'k1', event(3), because('odder', 2));
    expect(await model.parked.find('tiers', 'k1')).toMatchObject({ error: { code: 'odder' }, attempts: 2, events: 1 });
  });

  it('are released one by one; the next has a reason, and a key without events is gone', async () => {
    await model.parked.park('tiers', 'k1', event(3), because('odd'));
    await model.parked.hold('tiers', 'k1', event(4));
    await model.parked.release('tiers', 'k1', 3);
    expect(await model.parked.find('tiers', 'k1')).toMatchObject({ first: event(4), events: 1, error: { code: 'odd' } });
    await model.parked.release('tiers', 'k1', 4);
    await model.parked.release('tiers', 'k1', 4);
    expect(await model.parked.find('tiers', 'k1')).toBeUndefined();
    expect(await model.parked.firsts('tiers')).toEqual(new Map());
  });

  it('are listed by key, page by page', async () => {
    for (const key of ['b', 'a', 'd', 'c']) {
      await model.parked.park('tiers', key, event(1, key), because('odd'));
      await model.parked.hold('tiers', key, event(2, key));
    }
    const first = await model.parked.list('tiers', { limit: 3 });
    expect(first.map(({ key, events }) => [key, events])).toEqual([['a', 2], ['b', 2], ['c', 2]]);
    expect((await model.parked.list('tiers', { afterKey: 'c', limit: 3 })).map(({ key }) => key)).toEqual(['d']);
  });

  it('that are discarded are remembered, and what is repeated changes nothing', async () => {
    const discard = { reason: 'a test order', actor: 'ann', at: AT };
    await model.parked.park('tiers', 'k1', event(3), because('odd'));
    await model.parked.discard('tiers', 'k1', event(3), discard);
    await model.parked.discard('tiers', 'k1', event(3), { ...discard, reason: 'another' });
    expect(await model.parked.discarded('tiers', { after: 0, limit: 10 })).toEqual([{ key: 'k1', ...event(3), ...discard }]);
    expect(await model.parked.discarded('tiers', { after: 3, limit: 10 })).toEqual([]);
    expect(await model.parked.count('tiers')).toBe(0);
  });
});
