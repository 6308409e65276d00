import type { ViewRef } from '@loyalty/views';
import mongoose from 'mongoose';
import { FIRST_START_MS, MongoOfSpec } from '@loyalty/testing/servers';
import { openMongoReadModel, type MongoReadModel } from '../open-read-model';

const view: ViewRef = { name: 'orders', version: 1, build: 1 };
const LOG = 'a'.repeat(32);
const running = new MongoOfSpec();
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

describe('a view in MongoDB', () => {
  let url: string;
  let models: MongoReadModel[];
  const open = async () => {
    const model = await openMongoReadModel(url);
    models.push(model);
    return model;
  };
  beforeEach(() => {
    url = running.newDatabase();
    models = [];
  });
  afterEach(async () => {
    for (const model of models) await model.close();
  });

  /** What is stored, seen past our own code. */
  const stored = async <T>(look: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> => {
    const connection = await mongoose.createConnection(url).asPromise();
    try {
      return await look(connection.getClient().db(connection.name));
    } finally {
      await connection.destroy();
    }
  };

  it('is seen by another process, which waits for it too', async () => {
    const [writer, reader] = [await open(), await open()];
    await writer.views.open(view, []);
    const waiting = reader.views.waitFor(view, 3, AbortSignal.timeout(5_000));
    await writer.views.write(view, [{ id: 'o1', position: 3, doc: { n: 1 } }], { position: 3, logId: LOG });
    expect(await waiting).toBe(3);
    expect((await reader.views.get(view, 'o1')).item?.doc).toEqual({ n: 1 });
  });

  it('is left by many writers at once as the newest of them has it', async () => {
    const writers = [await open(), await open(), await open()];
    await writers[0]!.views.open(view, []);
    const ids = Array.from({ length: 40 }, (_, i) => `o${i}`);
    const batch = (position: number) => ids.map((id) => ({ id, position, doc: { n: position } }));
    await Promise.all(Array.from({ length: 30 }, (_, i) => writers[i % 3]!.views.write(view, batch(((i * 7) % 30) + 1), { position: i + 1, logId: LOG })));
    const documents = await writers[1]!.views.load(view, ids);
    expect([...documents.values()]).toEqual(ids.map(() => ({ position: 30, doc: { n: 30 } })));
    expect(await writers[2]!.views.checkpoint(view)).toEqual({ position: 30, logId: LOG });
  });

  it('takes on the indexes that are declared now and lets go of those that are not', async () => {
    const { views } = await open();
    await views.open(view, [{ fields: ['status'] }, { fields: ['at'] }]);
    await views.open(view, [{ fields: ['at'] }, { fields: ['customer.city'], unique: true }]);
    const indexes = await stored((db) => db.collection('orders__v1').indexes());
    expect(indexes.map(({ name, key, unique }) => [name, Object.keys(key), unique === true]).sort()).toEqual([
      ['_id_', ['_id'], false],
      ['by_at', ['state.doc.at', '_id'], false],
      ['by_customer.city', ['state.doc.customer.city', '_id'], false],
      ['removed', ['state.removedAt'], false],
      ['unique_customer/city', ['state.unique.customer/city'], true],
    ]);
  });

  it('can be told later that a field is unique, and refuses when it is not', async () => {
    const { views } = await open();
    const code = (id: string, text: string | null) => ({ id, position: 1, doc: { code: text } });
    await views.open(view, []);
    await views.write(view, [code('c1', 'A'), code('c2', 'B'), code('c3', null), code('c4', null)]);
    await views.open(view, [{ fields: ['code'], unique: true }]);
    await expect(views.write(view, [{ ...code('c5', 'A'), position: 2 }])).rejects.toMatchObject({ code: 'view_not_unique' });
    await views.open(view, []);
    await views.write(view, [{ ...code('c5', 'A'), position: 2 }]);
    await expect(views.open(view, [{ fields: ['code'], unique: true }])).rejects.toMatchObject({ code: 'view_not_unique' });
  });

  it('gives a unique value on, whoever is written first, and puts it back where the batch is refused', async () => {
    const { views } = await open();
    const code = (id: string, position: number, text: string) => ({ id, position, doc: { code: text } });
    await views.open(view, [{ fields: ['code'], unique: true }]);
    await views.write(view, [code('c1', 1, 'A'), code('c2', 1, 'B'), code('c3', 1, 'C')]);
    await views.write(view, [code('c3', 2, 'A'), code('c1', 2, 'B'), code('c2', 2, 'C')]);
    await expect(views.write(view, [code('c1', 3, 'C')])).rejects.toMatchObject({ code: 'view_not_unique' });
    await expect(views.write(view, [code('c9', 4, 'B')])).rejects.toMatchObject({ code: 'view_not_unique' });
    const documents = await views.load(view, ['c1', 'c2', 'c3', 'c9']);
    expect([...documents].map(([id, { doc }]) => [id, (doc as { code: string }).code]).sort()).toEqual([['c1', 'B'], ['c2', 'C'], ['c3', 'A']]);
  });

  it('forgets the traces of removed documents long after', async () => {
    const { views } = await open();
    await views.open(view, []);
    await views.write(view, [{ id: 'o1', position: 5, doc: undefined }, { id: 'o2', position: 150_000, doc: undefined }, { id: 'o3', position: 4, doc: { n: 1 } }]);
    await views.write(view, [], { position: 150_001, logId: LOG });
    await views.open(view, []);
    expect([...(await views.load(view, ['o1', 'o2', 'o3'])).keys()].sort()).toEqual(['o2', 'o3']);
  });

  it('keeps names and nested arrays that a server does not take', async () => {
    const { views } = await open();
    await views.open(view, []);
    const doc = { 'a.b': 1, $c: [[1], [[2]]], '': { '%array': 3 } };
    await views.write(view, [{ id: 'o1', position: 1, doc }]);
    expect((await views.get(view, 'o1')).item?.doc).toEqual(doc);
  });

  it('in a database of another format is not touched', async () => {
    await (await open()).views.open(view, []);
    await stored((db) => db.collection<{ _id: string }>('store_format').updateOne({ _id: 'read_model' }, { $set: { version: 99 } }));
    await expect(openMongoReadModel(url)).rejects.toMatchObject({ code: 'format_unknown', category: 'corruption', facts: { version: 99 } });
  });
});
