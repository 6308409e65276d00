import type { ViewRef, ViewStore } from '@loyalty/views';
import { viewProjectionContract } from './view-projection.contract';
import { viewQueryContract } from './view-query.contract';

/** A store over contents that outlive it. */
export interface ViewStoreUnderTest {
  readonly store: ViewStore;
  /** Closes the store and opens another one on the same contents, as a restart does. */
  reopen(): Promise<ViewStore>;
  cleanUp(): Promise<void>;
}

export type ViewStoreFactory = () => Promise<ViewStoreUnderTest>;

const view: ViewRef = { name: 'orders', version: 1, build: 1 };
const LOG = 'a'.repeat(32);

/** What every view store promises. Register it in a spec beside the adapter. */
export function viewStoreContract(name: string, factory: ViewStoreFactory): void {
  describe(`${name} as a view store`, () => {
    let under: ViewStoreUnderTest;
    let store: ViewStore;

    beforeEach(async () => {
      under = await factory();
      store = under.store;
      await store.open(view, []);
    });
    afterEach(() => under.cleanUp());

    const documents = async (...ids: string[]) => Object.fromEntries(await store.load(view, ids));

    describe('documents', () => {
      it('keep the position that they reflect', async () => {
        await store.write(view, [{ id: 'o1', position: 7, doc: { total: 5 } }]);
        expect(await documents('o1', 'o2')).toEqual({ o1: { position: 7, doc: { total: 5 } } });
      });

      it('come back as they were written: unicode, nesting, null, empty, numbers', async () => {
        const doc = { text: 'שלום 👋 "\\\n\u0000x', nested: { list: [1, [], {}, null], none: null }, empty: '', big: 9_007_199_254_740_991, part: 0.1, no: false, __proto: 1 };
        await store.write(view, [{ id: 'o~1:@x', position: 1, doc }]);
        expect((await store.get(view, 'o~1:@x')).item).toEqual({ id: 'o~1:@x', position: 1, doc });
      });

      it('cannot be changed through what a reader was given', async () => {
        await store.write(view, [{ id: 'o1', position: 1, doc: { lines: [1] } }]);
        const { item } = await store.get<{ lines: number[] }>(view, 'o1');
        item!.doc.lines.push(2);
        expect((await store.get(view, 'o1')).item!.doc).toEqual({ lines: [1] });
      });

      it('are not overwritten by what is not newer, and the answer names those that were skipped', async () => {
        await store.write(view, [{ id: 'o1', position: 5, doc: { n: 5 } }]);
        const skipped = await store.write(view, [
          { id: 'o1', position: 5, doc: { n: 50 } },
          { id: 'o2', position: 5, doc: { n: 2 } },
        ]);
        expect(skipped).toEqual(['o1']);
        expect(await documents('o1', 'o2')).toEqual({ o1: { position: 5, doc: { n: 5 } }, o2: { position: 5, doc: { n: 2 } } });
      });

      it('stay removed when what came before the removal is written again', async () => {
        await store.write(view, [{ id: 'o1', position: 3, doc: { n: 3 } }]);
        await store.write(view, [{ id: 'o1', position: 4, doc: undefined }]);
        expect(await store.write(view, [{ id: 'o1', position: 3, doc: { n: 3 } }])).toEqual(['o1']);
        expect((await store.get(view, 'o1')).item).toBeUndefined();
        expect((await store.find(view, {})).items).toEqual([]);
        expect(await documents('o1')).toEqual({ o1: { position: 4, doc: undefined } });
      });

      it('can come back after a removal', async () => {
        await store.write(view, [{ id: 'o1', position: 4, doc: undefined }]);
        await store.write(view, [{ id: 'o1', position: 6, doc: { n: 6 } }]);
        expect((await store.get(view, 'o1')).item).toEqual({ id: 'o1', position: 6, doc: { n: 6 } });
      });

      it('are refused when they are larger than any store takes', async () => {
        await expect(store.write(view, [{ id: 'o1', position: 1, doc: { text: 'x'.repeat(5 * 1024 * 1024) } }])).rejects.toMatchObject({ code: 'document_too_large' });
      });

      it('are still there after a restart', async () => {
        await store.write(view, [{ id: 'o1', position: 1, doc: { n: 1 } }], { position: 3, logId: LOG });
        store = await under.reopen();
        expect(await store.get(view, 'o1')).toEqual({ item: { id: 'o1', position: 1, doc: { n: 1 } }, position: 3 });
      });
    });

    describe('the checkpoint', () => {
      it('is absent, then what was written, and never goes back', async () => {
        expect(await store.checkpoint(view)).toBeUndefined();
        await store.write(view, [], { position: 9, logId: LOG });
        await store.write(view, [], { position: 4, logId: LOG });
        expect(await store.checkpoint(view)).toEqual({ position: 9, logId: LOG });
      });

      it('of another log is refused, and nothing of that write is seen', async () => {
        await store.write(view, [], { position: 9, logId: LOG });
        const other = { position: 10, logId: 'b'.repeat(32) };
        await expect(store.write(view, [{ id: 'o1', position: 10, doc: {} }], other)).rejects.toMatchObject({ code: 'checkpoint_of_other_log', category: 'corruption' });
        expect((await store.get(view, 'o1')).item).toBeUndefined();
        expect(await store.checkpoint(view)).toEqual({ position: 9, logId: LOG });
      });

      it('can be waited for', async () => {
        const waiting = store.waitFor(view, 5, AbortSignal.timeout(5_000));
        await store.write(view, [], { position: 4, logId: LOG });
        await store.write(view, [], { position: 6, logId: LOG });
        expect(await waiting).toBe(6);
        expect(await store.waitFor(view, 6, AbortSignal.abort())).toBe(6);
      });

      it('that does not come in time is told with both positions, and asking again may help', async () => {
        await store.write(view, [], { position: 4, logId: LOG });
        await expect(store.waitFor(view, 5, AbortSignal.timeout(20))).rejects.toMatchObject({
          code: 'view_behind', category: 'unavailable', retryable: true, facts: { wanted: 5, reached: 4 },
        });
      });
    });

    describe('a unique index', () => {
      const codes: ViewRef = { name: 'codes', version: 1, build: 1 };
      const code = (id: string, position: number, text: string | null) => ({ id, position, doc: { code: text } });
      beforeEach(() => store.open(codes, [{ fields: ['code'], unique: true }]));

      it('refuses a second document of the same value, and keeps all as it was', async () => {
        await store.write(codes, [code('c1', 1, 'SAVE10')]);
        await expect(store.write(codes, [code('c3', 2, 'NEW'), code('c2', 3, 'SAVE10')])).rejects.toMatchObject({ code: 'view_not_unique', category: 'corruption' });
        expect((await store.find(codes, {})).items.map(({ id }) => id)).toEqual(expect.arrayContaining(['c1']));
        expect((await store.get(codes, 'c2')).item).toBeUndefined();
      });

      it('lets documents exchange values in one batch, and many have none', async () => {
        await store.write(codes, [code('c1', 1, 'A'), code('c2', 2, 'B'), code('c3', 2, null), code('c4', 2, null)]);
        await store.write(codes, [code('c2', 3, 'A'), code('c1', 4, 'B')]);
        expect((await store.find<{ code: string }>(codes, { filter: { code: 'A' } })).items.map(({ id }) => id)).toEqual(['c2']);
      });
    });

    describe('builds', () => {
      const second: ViewRef = { name: 'orders', version: 2, build: 1 };

      it('live side by side and share nothing', async () => {
        await store.open(second, []);
        await store.open({ ...view, build: 2 }, []);
        await store.write(view, [{ id: 'o1', position: 1, doc: { v: 1 } }], { position: 1, logId: LOG });
        expect((await store.get(second, 'o1')).item).toBeUndefined();
        expect(await store.checkpoint(second)).toBeUndefined();
        expect(await store.builds('orders')).toEqual([view, { ...view, build: 2 }, second]);
      });

      it('go live in one step, remember the one before, and can go back', async () => {
        await store.open(second, []);
        expect(await store.live('orders')).toBeUndefined();
        await store.switchTo(view);
        expect(await store.live('orders')).toEqual({ live: view });
        await store.switchTo(second);
        await store.switchTo(second);
        store = await under.reopen();
        expect(await store.live('orders')).toEqual({ live: second, previous: view });
        await store.switchTo(view);
        expect(await store.live('orders')).toEqual({ live: view, previous: second });
      });

      it('are dropped with all they hold, unless they are live', async () => {
        await store.open(second, []);
        await store.switchTo(view);
        await store.switchTo(second);
        await expect(store.drop(second)).rejects.toMatchObject({ code: 'view_is_live' });
        await store.drop(view);
        await store.drop(view);
        expect(await store.live('orders')).toEqual({ live: second });
        expect(await store.builds('orders')).toEqual([second]);
        await expect(store.get(view, 'o1')).rejects.toMatchObject({ code: 'view_unknown', category: 'not_found' });
        await store.open(view, []);
        expect(await store.checkpoint(view)).toBeUndefined();
      });
    });

    it('refuses everything once it is closed', async () => {
      await store.close();
      await expect(store.get(view, 'o1')).rejects.toMatchObject({ code: 'view_store_closed' });
      await expect(store.write(view, [])).rejects.toMatchObject({ code: 'view_store_closed' });
    });
  });

  viewQueryContract(name, factory);
  viewProjectionContract(name, factory);
}
