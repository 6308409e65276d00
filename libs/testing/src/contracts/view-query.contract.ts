import { seededRandom } from '@loyalty/kernel';
import type { Filter, Query, SortKey, ViewRef, ViewStore } from '@loyalty/views';
import type { ViewStoreFactory, ViewStoreUnderTest } from './view-store.contract';

interface Order {
  readonly status: string | null;
  readonly total?: number;
  readonly paid?: boolean;
  readonly at: string;
  readonly customer: { readonly city?: string };
}

const view: ViewRef = { name: 'orders', version: 1, build: 1 };
const order = (status: string | null, total: number | undefined, at: string, city?: string): Order => ({
  status, at, paid: total !== undefined && total > 20, customer: city === undefined ? {} : { city }, ...(total === undefined ? {} : { total }),
});

const ORDERS: Record<string, Order> = {
  o1: order('open', 10, '2025-01-01', 'Haifa'),
  o2: order('open', 30, '2025-01-03', 'Acre'),
  o3: order('done', 20, '2025-01-02'),
  o4: order('done', undefined, '2025-01-03', 'Haifa'),
  o5: order(null, 30, '2025-01-01', 'חיפה'),
};

/** The queries that every view store answers, and answers alike. Called by `viewStoreContract`. */
export function viewQueryContract(name: string, factory: ViewStoreFactory): void {
  describe(`${name} as a view store, asked`, () => {
    let under: ViewStoreUnderTest;
    let store: ViewStore;

    beforeEach(async () => {
      under = await factory();
      store = under.store;
      await store.open(view, [{ fields: ['status', 'at'] }, { fields: ['customer.city'] }]);
      await store.write(view, Object.entries(ORDERS).map(([id, doc], i) => ({ id, position: i + 1, doc })), { position: 12, logId: 'a'.repeat(32) });
    });
    afterEach(() => under.cleanUp());

    const ids = async (query: Query) => (await store.find(view, query)).items.map(({ id }) => id);
    const by = (...fields: string[]): SortKey[] => fields.map((field) => (field.startsWith('-') ? { field: field.slice(1), descending: true } : { field }));

    it.each<[string, Filter, string[]]>([
      ['nothing in particular: by id', {}, ['o1', 'o2', 'o3', 'o4', 'o5']],
      ['for a value', { status: 'open' }, ['o1', 'o2']],
      ['for a value, in long', { status: { $eq: 'done' } }, ['o3', 'o4']],
      ['for null: absent counts', { total: null }, ['o4']],
      ['for true', { paid: true }, ['o2', 'o5']],
      ['for false', { paid: { $eq: false } }, ['o1', 'o3', 'o4']],
      ['for one of several', { status: { $in: ['open', 'gone'] } }, ['o1', 'o2']],
      ['for one of several or null', { status: { $in: ['done', null] } }, ['o3', 'o4', 'o5']],
      ['for one of several numbers', { total: { $in: [10, 20] } }, ['o1', 'o3']],
      ['for one of none', { status: { $in: [] } }, []],
      ['for a range: null is in none', { total: { $gte: 10, $lt: 30 } }, ['o1', 'o3']],
      ['for a range of text', { at: { $gt: '2025-01-01', $lte: '2025-01-03' } }, ['o2', 'o3', 'o4']],
      ['for a nested field', { 'customer.city': 'Haifa' }, ['o1', 'o4']],
      ['for a nested field beyond ASCII', { 'customer.city': 'חיפה' }, ['o5']],
      ['for the id', { _id: { $gt: 'o2', $lt: 'o5' } }, ['o3', 'o4']],
      ['for all of several', { status: 'open', total: { $gt: 10 } }, ['o2']],
      ['with what looks like SQL', { status: "open' OR '1'='1" }, []],
    ])('%s', async (_, filter, expected) => {
      expect(await ids({ filter })).toEqual(expected);
    });

    it.each<[string, SortKey[], string[]]>([
      ['a field; null first, ties by id', by('total'), ['o4', 'o1', 'o3', 'o2', 'o5']],
      ['a field descending; null last, ties by id descending', by('-total'), ['o5', 'o2', 'o3', 'o1', 'o4']],
      ['two fields', by('status', 'at'), ['o5', 'o3', 'o4', 'o1', 'o2']],
      ['two fields of different directions', by('status', '-at'), ['o5', 'o4', 'o3', 'o2', 'o1']],
      ['id descending', by('-_id'), ['o5', 'o4', 'o3', 'o2', 'o1']],
      ['text by its code points', by('customer.city'), ['o3', 'o2', 'o1', 'o4', 'o5']],
      ['true after false', by('paid', 'at'), ['o1', 'o3', 'o4', 'o5', 'o2']],
    ])('for the order of %s', async (_, sort, expected) => {
      expect(await ids({ sort })).toEqual(expected);
    });

    it('says which position it reflects', async () => {
      expect(await store.find(view, { filter: { status: 'none' } })).toEqual({ items: [], position: 12 });
    });

    it('gives pages that are neither too long nor leave anything out', async () => {
      const first = await store.find(view, { sort: by('total'), limit: 2 });
      const second = await store.find(view, { sort: by('total'), limit: 3, cursor: first.next! });
      expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([['o4', 'o1'], ['o3', 'o2', 'o5']]);
      expect(second.next).toBeUndefined();
    });

    it('goes on after a document that is gone meanwhile, and shows what came behind the place', async () => {
      const { next } = await store.find(view, { sort: by('-at'), limit: 2 });
      await store.write(view, [
        { id: 'o2', position: 20, doc: undefined },
        { id: 'o9', position: 21, doc: order('open', 1, '2025-01-02') },
        { id: 'o8', position: 22, doc: order('open', 1, '2025-01-09') },
      ]);
      expect(await ids({ sort: by('-at'), cursor: next! })).toEqual(['o9', 'o3', 'o5', 'o1']);
    });

    it('walks every order page by page as it shows it at once', async () => {
      const random = seededRandom(7);
      const many = Array.from({ length: 120 }, (_, i) => {
        const doc = order(random.pick(['open', 'done', null]), random.chance(200) ? undefined : random.int(4), random.pick(['a', 'b', '😀', '\uffff']), random.pick(['x', undefined]));
        return { id: `m${i}`, position: 50 + i, doc };
      });
      await store.write(view, many);
      for (const sort of [by(), by('total'), by('-total'), by('status', '-total'), by('-status', 'at', '-total'), by('at', '-customer.city'), by('-at', '-_id')]) {
        const all = await ids({ sort, limit: 1_000 });
        const walked: string[] = [];
        for (let cursor: string | undefined, more = true; more;) {
          const page = await store.find(view, { sort, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
          walked.push(...page.items.map(({ id }) => id));
          cursor = page.next;
          more = cursor !== undefined;
        }
        expect(walked).toEqual(all);
        expect(all).toHaveLength(125);
      }
    });

    it.each<[string, Query, string]>([
      ['a limit of 0', { limit: 0 }, 'query_invalid'],
      ['a limit over 1,000', { limit: 1_001 }, 'query_invalid'],
      ['an operator that it does not know', { filter: { status: { $ne: 'open' } as never } }, 'query_invalid'],
      ['an operator on a value that does not fit', { filter: { total: { $gt: null as never } } }, 'query_invalid'],
      ['a condition that went missing', { filter: { status: undefined as never } }, 'query_invalid'],
      ['no condition', { filter: { status: {} } }, 'query_invalid'],
      ['a field that is none', { filter: { "status' OR 1=1 --": 'x' } }, 'field_invalid'],
      ['a sort by a field that is none', { sort: by('a b') }, 'field_invalid'],
      ['a cursor that is none', { cursor: 'nonsense' }, 'cursor_invalid'],
    ])('refuses %s', async (_, query, code) => {
      await expect(store.find(view, query)).rejects.toMatchObject({ code, category: 'validation' });
    });

    it('refuses the cursor of another sort', async () => {
      const { next } = await store.find(view, { sort: by('total'), limit: 1 });
      await expect(store.find(view, { sort: by('at'), cursor: next! })).rejects.toMatchObject({ code: 'cursor_invalid' });
    });
  });
}
