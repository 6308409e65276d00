import { DomainError, manualClock } from '@loyalty/kernel';
import { MemoryEventStore, type MemoryFaults } from '@loyalty/ledger';
import { accounts, AT, earn, record, until } from '@loyalty/testing';
import { MemoryViewStore } from '../memory/memory-view-store';
import type { Projection } from '../projection';
import type { ViewRef } from '../view-ref';
import { ProjectionRunner } from './projection-runner';

const named = (name: string, more: Partial<Projection> = {}): Projection => ({ ...accounts, name, ...more }) as Projection;
const ref = (name: string): ViewRef => ({ name, version: 1, build: 1 });
const soon = () => AbortSignal.timeout(10_000);
const down = () => new DomainError('unavailable', 'store_unavailable', 'down');

describe('a projection runner', () => {
  let log: MemoryEventStore, views: MemoryViewStore, faults: { -readonly [Name in keyof MemoryFaults]: MemoryFaults[Name] };
  let slept: number[];
  let runner: ProjectionRunner;
  const start = async (...projections: Projection[]) => {
    const timer = { sleep: async (ms: number) => { slept.push(ms); await new Promise((resolve) => setImmediate(resolve)); } };
    runner = new ProjectionRunner(log, views, projections, { clock: manualClock(AT), timer, pageEvents: 10 });
    await runner.start();
  };

  beforeEach(() => {
    faults = {};
    log = new MemoryEventStore(undefined, faults);
    views = new MemoryViewStore();
    slept = [];
  });
  afterEach(() => runner.stop());

  it('fetches a page once for all views that are together', async () => {
    await record(log, ...Array.from({ length: 50 }, (_, i) => earn('m1', i)));
    let reads = 0;
    await start(named('one'), named('two'), named('three'));
    faults.beforeRead = () => { reads += 1; };
    for (const name of ['one', 'two', 'three']) await views.waitFor(ref(name), 50, soon());
    expect(reads).toBeLessThanOrEqual(6);
  });

  it('lets a view that is far behind catch up on its own, and then go with the others', async () => {
    await record(log, ...Array.from({ length: 12_000 }, () => earn('m1', 1)));
    await views.open(ref('ahead'), []);
    await views.switchTo(ref('ahead'));
    await views.write(ref('ahead'), [], { position: 12_000, logId: log.logId });
    await start(named('ahead'), named('behind'));
    await record(log, earn('m1', 1));
    await views.waitFor(ref('ahead'), 12_001, soon());
    expect((await views.checkpoint(ref('behind')))!.position).toBeLessThan(12_000);
    await views.waitFor(ref('behind'), 12_001, soon());
    await record(log, earn('m2', 1));
    await Promise.all(['ahead', 'behind'].map((name) => views.waitFor(ref(name), 12_002, soon())));
    expect((await views.get(ref('behind'), '~all')).item!.doc).toMatchObject({ points: 12_002 });
  });

  it('asks a view store that is not available again, with growing pauses, and loses nothing', async () => {
    const write = views.write.bind(views);
    let failures = 4;
    views.write = async (...all) => {
      if (failures-- > 0) throw down();
      return write(...all);
    };
    await start(named('one'));
    await record(log, earn('m1', 5));
    await views.waitFor(ref('one'), 1, soon());
    expect((await views.get(ref('one'), 'm1')).item!.doc).toMatchObject({ points: 5 });
    expect(slept.filter((ms) => ms >= 100)).toEqual([100, 200, 400, 800]);
    expect(await runner.status()).toMatchObject([{ state: 'running' }]);
  });

  it('says that it waits while the view store is not available, and can be stopped then', async () => {
    views.write = async () => { throw down(); };
    await start(named('one'));
    await record(log, earn('m1', 5));
    await until(() => slept.includes(800));
    expect(await runner.status()).toMatchObject([{ state: 'waiting', position: 0, lag: 1, error: { code: 'store_unavailable' } }]);
    await runner.stop();
    expect(await runner.status()).toMatchObject([{ state: 'stopped' }]);
  });

  it('asks a log that is not available again', async () => {
    await start(named('one'));
    let failures = 2;
    faults.beforeRead = () => { if (failures-- > 0) throw down(); };
    await log.append({ recordedAt: AT, outcomes: [], events: [{ stream: 'account-m1', revision: 1, type: 'points.earned.v1', data: { points: 5 }, effectiveAt: AT, command: 'c', actor: 'a' }] });
    await views.waitFor(ref('one'), 1, soon());
    expect(slept.filter((ms) => ms >= 100).length).toBeGreaterThanOrEqual(2);
  });

  it('gives other work its turn within a page, however long the projections take', async () => {
    const clock = { now: () => AT, elapsed: 0, elapsedMs() { return this.elapsed; } };
    const slow = named('slow', { project: (doc, event, id) => { clock.elapsed += 1; return accounts.project(doc as never, event, id); } });
    await record(log, ...Array.from({ length: 600 }, (_, i) => earn(`m${i}`, 1)));
    let turns = 0;
    runner = new ProjectionRunner(log, views, [slow], { clock, timer: { sleep: async () => {} }, pageEvents: 600, turn: async () => { turns += 1; await new Promise((resolve) => setImmediate(resolve)); } });
    await runner.start();
    await views.waitFor(ref('slow'), 600, soon());
    expect(turns).toBeGreaterThan(5);
  });

  it('shows a live version that this program does not have, and refuses names that it does not know', async () => {
    const newer: ViewRef = { name: 'one', version: 3, build: 1 };
    await views.open(newer, []);
    await views.switchTo(newer);
    await start(named('one'));
    expect(await runner.status()).toMatchObject([{ collection: 'one__v3', live: true, state: 'stopped', error: { code: 'view_version_unknown' } }]);
    await expect(runner.rebuild('other', { random: { bytes: (n) => new Uint8Array(n) } })).rejects.toMatchObject({ code: 'view_unknown' });
  });

  it.each([['Big', 1, ['account'], 'projection_invalid'], ['a__b', 1, ['account'], 'projection_invalid'], ['one', 0, ['account'], 'projection_invalid'], ['one', 1, [], 'projection_invalid']])(
    'refuses a projection named %s in version %s of %s', async (name, version, categories, code) => {
      await start(named('fine'));
      expect(() => new ProjectionRunner(log, views, [named(name, { version, categories })], { clock: manualClock(AT), timer: { sleep: async () => {} } })).toThrow(expect.objectContaining({ code }));
    });
});
