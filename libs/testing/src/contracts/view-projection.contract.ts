import { manualClock, seededRandom } from '@loyalty/kernel';
import { MemoryEventStore, memoryDisk } from '@loyalty/ledger';
import { ProjectionRunner, ViewReader, type Projection, type RunnerOptions, type ViewItem, type ViewRef, type ViewStore } from '@loyalty/views';
import { accounts, AT, close, earn, record, spend, type AccountDocument } from './sample-points';
import type { ViewStoreFactory, ViewStoreUnderTest } from './view-store.contract';

const first: ViewRef = { name: 'sample_accounts', version: 1, build: 1 };
const options: RunnerOptions = { clock: manualClock(AT), timer: { sleep: () => new Promise((resolve) => setImmediate(resolve)) }, pageEvents: 10 };
const random = seededRandom(1);
const soon = () => AbortSignal.timeout(10_000);

/** Projections on this store: live, after a crash, rebuilt. Called by `viewStoreContract`. */
export function viewProjectionContract(name: string, factory: ViewStoreFactory): void {
  describe(`${name} under projections`, () => {
    let under: ViewStoreUnderTest;
    let store: ViewStore;
    let log: MemoryEventStore;
    let running: ProjectionRunner[];

    beforeEach(async () => {
      under = await factory();
      store = under.store;
      log = new MemoryEventStore();
      running = [];
    });
    afterEach(async () => {
      for (const runner of running) await runner.stop();
      await under.cleanUp();
    });

    const run = async (...projections: Projection[]) => {
      const runner = new ProjectionRunner(log, store, projections.length === 0 ? [accounts] : projections, options);
      running.push(runner);
      await runner.start();
      return runner;
    };
    const documents = async (view: ViewRef): Promise<ViewItem<AccountDocument>[]> => [...(await store.find<AccountDocument>(view, { limit: 1_000 })).items];
    const points = async (view: ViewRef) => Object.fromEntries((await documents(view)).map(({ id, doc }) => [id, doc.points]));
    const someHistory = () => record(log, ...Array.from({ length: 95 }, (_, i) => (i % 11 === 10 ? close(`m${i % 7}`) : i % 3 === 2 ? spend(`m${i % 7}`, 5) : earn(`m${i % 7}`, 100 + i))));

    it('given what was earned and spent, the documents say so, and which position they reflect', async () => {
      await record(log, earn('m1', 100), earn('m2', 50), spend('m1', 30));
      await run();
      const reader = new ViewReader<AccountDocument>(store, 'sample_accounts');
      expect(await reader.waitFor(3, soon())).toBe(3);
      expect(await reader.get('m1')).toEqual({ item: { id: 'm1', position: 3, doc: { account: 'm1', points: 70, movements: 2, tier: 'base' } }, position: 3 });
      expect(await points(first)).toEqual({ m1: 70, m2: 50, '~all': 120 });
    });

    it('given a closed account, its document is gone', async () => {
      await record(log, earn('m1', 100), close('m1'), earn('m2', 1));
      await run();
      await store.waitFor(first, 3, soon());
      expect(await points(first)).toEqual({ m2: 1, '~all': 101 });
    });

    it('what is appended while it follows arrives', async () => {
      const runner = await run();
      for (let i = 0; i < 30; i += 1) await record(log, earn('m1', 1), earn(`m${i}`, 1));
      await store.waitFor(first, 60, soon());
      expect((await points(first))['~all']).toBe(60);
      const [status] = await runner.status();
      expect(status).toMatchObject({ live: true, state: 'running', position: 60, lag: 0, seen: 60, applied: 60, ignored: 0 });
    });

    it('events of other categories only move the position', async () => {
      await log.append({ recordedAt: AT, outcomes: [], events: [{ stream: 'order-1', revision: 1, type: 'order.placed.v1', data: {}, effectiveAt: AT, command: 'c', actor: 'a' }] });
      const runner = await run();
      await store.waitFor(first, 1, soon());
      expect(await documents(first)).toEqual([]);
      expect((await runner.status())[0]).toMatchObject({ position: 1, seen: 0 });
    });

    it('a crash between the documents and the checkpoint is harmless', async () => {
      await record(log, earn('m1', 100), close('m2'), earn('m1', 10), close('m1'), earn('m3', 5));
      await store.open(first, accounts.indexes);
      await store.switchTo(first);
      // As after a crash: all documents of a batch are there, the checkpoint is that of the batch before.
      await store.write(first, [], { position: 1, logId: log.logId });
      await store.write(first, [
        { id: 'm1', position: 4, doc: undefined },
        { id: 'm3', position: 5, doc: { account: 'm3', points: 5, movements: 1, tier: 'base' } },
        { id: '~all', position: 5, doc: { account: '~all', points: 115, movements: 5, tier: 'base' } },
      ]);
      const runner = await run();
      await store.waitFor(first, 5, soon());
      expect(await points(first)).toEqual({ m3: 5, '~all': 115 });
      const [status] = await runner.status();
      expect(status!.seen).toBe(status!.applied + status!.ignored);
    });

    it('two runners on one view do each other no harm', async () => {
      await someHistory();
      await Promise.all([run(), run()]);
      await record(log, earn('m1', 7), earn('m1', 8));
      await store.waitFor(first, 97, soon());
      await Promise.all(running.map((runner) => runner.stop()));
      const alone: ViewRef = { ...first, build: 2 };
      const third = await run();
      await third.rebuild('sample_accounts', { random });
      expect(await documents(alone)).toEqual(await documents(first));
    });

    it('after a restart it goes on from the checkpoint', async () => {
      await someHistory();
      const before = await run();
      await store.waitFor(first, 20, soon());
      await before.stop();
      store = await under.reopen();
      const reached = (await store.checkpoint(first))!.position;
      await record(log, earn('m1', 1));
      const runner = await run();
      await store.waitFor(first, 96, soon());
      expect((await runner.status())[0]!.seen).toBe(96 - reached);
    });

    it('refuses to go on from a checkpoint of another log, or ahead of this one', async () => {
      await store.open(first, []);
      await store.switchTo(first);
      await store.write(first, [], { position: 5, logId: log.logId });
      await expect(run()).rejects.toMatchObject({ code: 'checkpoint_ahead', category: 'corruption' });
      log = new MemoryEventStore(memoryDisk('f'.repeat(32)));
      await expect(run()).rejects.toMatchObject({ code: 'checkpoint_of_other_log', category: 'corruption' });
    });

    it('an event that cannot be projected stops the view before it, and only that view', async () => {
      const strict: Projection<AccountDocument> = {
        ...accounts, name: 'strict_accounts',
        project: (doc, event, id) => {
          if (event.position === 40) throw new Error('no such points');
          return accounts.project(doc, event, id);
        },
      };
      await someHistory();
      const runner = await run(strict, accounts);
      await store.waitFor(first, 95, soon());
      const status = await runner.status();
      expect(status.find(({ name: of }) => of === 'strict_accounts')).toMatchObject({ state: 'failed', position: 39, error: { code: 'projection_failed', facts: { event: expect.stringContaining('account-') } } });
      expect(status.find(({ name: of }) => of === 'sample_accounts')).toMatchObject({ state: 'running', position: 95 });
      expect((await store.checkpoint({ name: 'strict_accounts', version: 1, build: 1 }))!.position).toBe(39);
    });

    describe('a rebuild', () => {
      it('given the same version, builds the same documents beside the live ones and switches (invariant 8)', async () => {
        await someHistory();
        const runner = await run();
        // Else the new build may meet the live one on its way: it is done when it has caught up with that.
        await store.waitFor(first, 95, soon());
        const phases = new Set<string>();
        const report = await runner.rebuild('sample_accounts', { random, onProgress: ({ phase }) => phases.add(phase) });
        const rebuilt: ViewRef = { ...first, build: 2 };
        expect(report).toMatchObject({ view: rebuilt, previous: first, position: 95, sampled: expect.any(Number), comparison: { count: 0 } });
        expect(report.sampled).toBeGreaterThan(3);
        expect(await documents(rebuilt)).toEqual(await documents(first));
        expect(await store.live('sample_accounts')).toEqual({ live: rebuilt, previous: first });
        expect([...phases]).toEqual(['building', 'sampling', 'comparing', 'switched']);
      });

      it('given events that arrive meanwhile, misses none', async () => {
        await someHistory();
        const runner = await run();
        let appended = 0;
        const report = runner.rebuild('sample_accounts', { random });
        for (; appended < 40; appended += 1) await record(log, earn(`m${appended % 9}`, 1));
        await report;
        await record(log, earn('m1', 1));
        for (const build of [1, 2]) await store.waitFor({ ...first, build }, 96 + appended, soon());
        expect(await documents({ ...first, build: 2 })).toEqual(await documents(first));
      });

      it('given a higher version, serves the old one until the new one has caught up, and can go back', async () => {
        const doubled: Projection<AccountDocument> = { ...accounts, version: 2, project: (doc, event, id) => {
          const next = accounts.project(doc === undefined ? undefined : { ...doc, points: doc.points / 2 }, event, id);
          return next && { ...next, points: next.points * 2 };
        } };
        await record(log, earn('m1', 100));
        const before = await run();
        await store.waitFor(first, 1, soon());
        await before.stop();
        const runner = await run(accounts, doubled);
        expect(await runner.outdated()).toEqual(['sample_accounts']);
        const reader = new ViewReader<AccountDocument>(store, 'sample_accounts');
        expect((await reader.get('m1')).item!.doc.points).toBe(100);
        await runner.rebuild('sample_accounts', { random });
        expect((await reader.get('m1')).item!.doc.points).toBe(200);
        await record(log, earn('m1', 1));
        await reader.waitFor(2, soon());
        await store.waitFor(first, 2, soon());
        expect(await runner.switchBack('sample_accounts')).toEqual(first);
        expect((await reader.get('m1')).item!.doc.points).toBe(101);
      });

      it('given a live view that was tampered with, does not switch unless that is accepted', async () => {
        await someHistory();
        const runner = await run();
        await store.waitFor(first, 95, soon());
        await store.write(first, [{ id: 'm5', position: 95, doc: { account: 'm5', points: 1_000_000, movements: 1, tier: 'gold' } }]);
        await expect(runner.rebuild('sample_accounts', { random })).rejects.toMatchObject({ code: 'rebuild_differs', facts: { against: 'live', count: 1, ids: ['m5'] } });
        expect(await store.live('sample_accounts')).toEqual({ live: first });
        const report = await runner.rebuild('sample_accounts', { random, acceptDifferences: true });
        expect(report).toMatchObject({ view: { build: 2 }, comparison: { count: 1 } });
      });

      it('given a new build that is not what the log says, does not switch', async () => {
        await someHistory();
        const runner = await run();
        const broken = new Proxy(store, { get: (target, property) => {
          if (property !== 'load') return (target[property as keyof ViewStore] as (...all: unknown[]) => unknown).bind(target);
          return async () => new Map([['m1', { position: 95, doc: { account: 'm1', points: -1 } }]]);
        } });
        const unsound = new ProjectionRunner(log, broken, [accounts], options);
        running.push(unsound);
        await unsound.start();
        await expect(unsound.rebuild('sample_accounts', { random })).rejects.toMatchObject({ code: 'rebuild_differs', facts: { against: 'log' } });
        expect((await runner.status())[0]).toMatchObject({ live: true, collection: 'sample_accounts__v1' });
      });

      it('that was interrupted goes on where it was; the one before is dropped when it is retired', async () => {
        await someHistory();
        const runner = await run();
        const stopped = runner.rebuild('sample_accounts', { random, onProgress: ({ position }) => { if (position >= 30) void runner.stop(); } });
        await expect(stopped).rejects.toMatchObject({ code: 'rebuild_stopped' });
        const half = (await store.checkpoint({ ...first, build: 2 }))!.position;
        expect(half).toBeGreaterThanOrEqual(30);
        const again = await run();
        const positions: number[] = [];
        const report = await again.rebuild('sample_accounts', { random, onProgress: ({ position }) => positions.push(position) });
        expect(report.view.build).toBe(2);
        expect(Math.min(...positions)).toBeGreaterThanOrEqual(half);
        expect(await again.retire('sample_accounts')).toEqual([first]);
        expect(await store.builds('sample_accounts')).toEqual([{ ...first, build: 2 }]);
        await expect(again.switchBack('sample_accounts')).rejects.toMatchObject({ code: 'view_not_followed' });
      });
    });
  });
}
