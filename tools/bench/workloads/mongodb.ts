import path from 'node:path';
import { openMongoReadModel } from '@loyalty/mongodb';
import { startMongo } from '@loyalty/testing/servers';
import { collectionName, type DocumentChange, type ViewRef, type ViewStore } from '@loyalty/views';
import mongoose from 'mongoose';
import { filledLog } from '../filled-log';
import { followInto, VIEWS } from '../followed-views';
import { openLedger } from '../open-ledger';
import type { Options } from '../options';
import type { Measured } from '../result';
import { booksAgree } from './views';

interface Batch {
  readonly view: ViewRef;
  readonly changes: readonly DocumentChange[];
}

/**
 * `mongodb`: all views of points catch up with a whole log into a server of the MongoDB protocol; then the bare driver
 * writes the same documents in the same batches to collections with the same indexes, without looking what is there.
 * `MONGODB_URL` names a server (without a database); otherwise the stand-in is started.
 */
export async function* mongodb(options: Options, folder: string): AsyncGenerator<Measured> {
  const given = process.env['MONGODB_URL'];
  const server = given === undefined ? await startMongo({ folder: path.join(folder, 'mongo') }) : undefined;
  try {
    const address = (given ?? server!.url.replace(/\/loyalty$/, '')).replace(/\/$/, '');
    const run = `bench_${Date.now()}`;
    const { store, close } = await openLedger(await filledLog(options, folder));
    const head = await store.head();
    const model = await openMongoReadModel(`${address}/${run}`);
    const batches: Batch[] = [];
    const begun = performance.now();
    const cpu = process.cpuUsage();
    const followed = await followInto(store, { views: noting(model.views, batches), close: () => model.close() });
    await followed.reached(head);
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const findings = await booksAgree(store, followed.views);
    await followed.close();
    await close();
    const written = batches.reduce((sum, { changes }) => sum + changes.length, 0);
    const bareSeconds = await writeBare(`${address}/${run}_bare`, batches);
    yield {
      parameters: { server: given === undefined ? 'FerretDB' : 'MONGODB_URL', events: head, accounts: options.accounts, seed: options.seed },
      figures: {
        perSecond: Math.round(head / seconds),
        documentsPerSecond: Math.round(written / seconds),
        bareDocumentsPerSecond: Math.round(written / bareSeconds),
        ofBarePercent: Math.round((100 * bareSeconds) / seconds),
        written, batches: batches.length,
        cpuUsPerEvent: Math.round((10 * (user + system)) / head) / 10,
        rssHighestMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      },
      check: { ok: findings.length === 0, findings },
    };
  } finally {
    await server?.stop();
  }
}

/** The store, with every batch noted that is written to it. */
function noting(views: ViewStore, batches: Batch[]): ViewStore {
  return new Proxy(views, {
    get(target, property) {
      const value = target[property as keyof ViewStore] as (...args: unknown[]) => unknown;
      if (property !== 'write') return value.bind(target);
      return (...args: Parameters<ViewStore['write']>) => {
        if (args[1].length > 0) batches.push({ view: args[0], changes: args[1] });
        return target.write(...args);
      };
    },
  });
}

/** Seconds for all batches, one after the other, in the order in which the runner gave them. */
async function writeBare(url: string, batches: readonly Batch[]): Promise<number> {
  const connection = await mongoose.createConnection(url).asPromise();
  const db = connection.getClient().db(connection.name);
  for (const view of VIEWS) {
    const collection = db.collection(collectionName({ ...view, build: 1 }));
    for (const { fields } of view.indexes) await collection.createIndex(Object.fromEntries([...fields.map((field) => `doc.${field}`), '_id'].map((field) => [field, 1])));
  }
  const begun = performance.now();
  for (const { view, changes } of batches) {
    const collection = db.collection<{ _id: string }>(collectionName(view));
    await collection.bulkWrite(changes.map(({ id, position, doc }) => ({ replaceOne: { filter: { _id: id }, replacement: { position, doc }, upsert: true } })), { ordered: false });
  }
  const seconds = (performance.now() - begun) / 1000;
  await connection.destroy();
  return seconds;
}
