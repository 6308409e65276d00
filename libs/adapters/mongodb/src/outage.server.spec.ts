import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { manualClock } from '@loyalty/kernel';
import { MemoryEventStore } from '@loyalty/ledger';
import { accounts, AT, close, earn, record, spend, until } from '@loyalty/testing';
import { MemoryViewStore, ProjectionRunner, type RunnerOptions, type ViewRef, type ViewStore } from '@loyalty/views';
import { FIRST_START_MS, freePort, MongoOfSpec } from '@loyalty/testing/servers';
import { openMongoReadModel, type MongoReadModel } from './open-read-model';

const view: ViewRef = { name: 'orders', version: 1, build: 1 };
const LOG = 'a'.repeat(32);
const MANY = 3_000;
const changes = (position: number) => Array.from({ length: MANY }, (_, i) => ({ id: `o${i}`, position, doc: { n: position + i } }));
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Machines are slow and may stand still for a while; nothing here is measured. */
jest.setTimeout(120_000);

const running = new MongoOfSpec({ own: true });
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

describe('a MongoDB that is away', () => {
  let models: MongoReadModel[];
  const open = async (url: string) => {
    const model = await openMongoReadModel(url);
    models.push(model);
    return model;
  };
  beforeEach(() => {
    models = [];
  });
  afterEach(async () => {
    for (const model of models) await model.close();
  });

  it('at the start is told after two seconds, and asking again may help', async () => {
    const port = await freePort();
    await expect(openMongoReadModel(`mongodb://127.0.0.1:${port}/loyalty`)).rejects.toMatchObject({ code: 'store_unavailable', retryable: true });
  });

  it('has an address that can be read at least', async () => {
    await expect(openMongoReadModel('mongodb://:nonsense/x')).rejects.toMatchObject({ code: 'mongodb_url_invalid', category: 'validation' });
  });

  it('in the middle of a batch leaves whole documents and no checkpoint; the batch again makes it right', async () => {
    const url = running.newDatabase();
    const [{ views }, other] = [await open(url), await open(url)];
    await views.open(view, []);
    await eventually(() => views.write(view, changes(1), { position: 1, logId: LOG }));
    const interrupted = views.write(view, changes(2), { position: 2, logId: LOG });
    const outcome = interrupted.then(() => 'written', (error: { code: string; retryable: boolean }) => error);
    await until(async () => (await other.views.load(view, ['o0'])).get('o0')?.position === 2);
    await running.server.kill();
    expect(await outcome).toMatchObject({ code: 'store_unavailable', retryable: true });
    await expect(views.get(view, 'o1')).rejects.toMatchObject({ code: 'store_unavailable' });

    await running.startAgain();
    expect(await views.checkpoint(view)).toEqual({ position: 1, logId: LOG });
    const half = [...(await views.load(view, changes(1).map(({ id }) => id)))];
    expect(half).toHaveLength(MANY);
    for (const [id, { position, doc }] of half) expect(doc).toEqual({ n: position + Number(id.slice(1)) });
    // Neither before the batch nor after it: in the middle.
    const written = half.filter(([, { position }]) => position === 2).length;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(MANY);

    const skipped = await views.write(view, changes(2), { position: 2, logId: LOG });
    expect(skipped).toHaveLength(written);
    expect(await views.checkpoint(view)).toEqual({ position: 2, logId: LOG });
    for (const [id, { position, doc }] of await views.load(view, changes(1).map((change) => change.id))) expect([position, doc]).toEqual([2, { n: 2 + Number(id.slice(1)) }]);
  });

  it('that says nothing for long is taken for gone, and found again when it speaks', async () => {
    const between = await SilentLine.to(running.port);
    const { views } = await open(`${running.newDatabase().replace(String(running.port), String(between.port))}?socketTimeoutMS=500`);
    await views.open(view, []);
    const write = () => views.write(view, changes(1).slice(0, 10), { position: 1, logId: LOG });
    between.silent = true;
    await expect(write()).rejects.toMatchObject({ code: 'store_unavailable', retryable: true });
    between.silent = false;
    await eventually(write);
    expect(await views.checkpoint(view)).toEqual({ position: 1, logId: LOG });
    expect((await views.find(view, {})).items).toHaveLength(10);
    await between.close();
  });

  it('again and again while views catch up only makes them wait: they come out as in memory', async () => {
    const log = new MemoryEventStore();
    await record(log, ...Array.from({ length: 4_000 }, (_, i) => (i % 97 === 96 ? close(`m${i % 211}`) : i % 3 === 2 ? spend(`m${i % 211}`, 5) : earn(`m${i % 211}`, 100 + i))));
    const model = await open(running.newDatabase());
    const options: RunnerOptions = { clock: manualClock(AT), timer: { sleep }, pageEvents: 200 };
    const runner = new ProjectionRunner(log, model.views, [accounts], options);
    await runner.start();
    for (let kills = 0; kills < 3; kills += 1) {
      await sleep(100);
      await running.server.kill();
      await running.startAgain();
    }
    const first: ViewRef = { name: accounts.name, version: accounts.version, build: 1 };
    await model.views.waitFor(first, 4_000, AbortSignal.timeout(60_000));
    const [status] = await runner.status();
    expect(status).toMatchObject({ state: 'running', position: 4_000 });
    await runner.stop();
    expect(await documents(model.views, first)).toEqual(await inMemory(log, options, first));
  });
});

/** A line to the server that can fall silent without being cut. */
class SilentLine {
  silent = false;
  private readonly ends = new Set<Socket>();

  private constructor(private readonly server: Server, readonly port: number) {}

  static async to(port: number): Promise<SilentLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new SilentLine(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => line.join(near, connect(port, '127.0.0.1')));
    return line;
  }

  async close(): Promise<void> {
    for (const end of this.ends) end.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, far: Socket): void {
    for (const [from, to] of [[near, far], [far, near]] as const) {
      this.ends.add(from);
      from.on('data', (bytes) => this.silent || to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  }
}

async function eventually(attempt: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      expect(error).toMatchObject({ code: 'store_unavailable' });
    }
  }
}

async function inMemory(log: MemoryEventStore, options: RunnerOptions, view: ViewRef) {
  const store = new MemoryViewStore();
  const runner = new ProjectionRunner(log, store, [accounts], options);
  await runner.start();
  await store.waitFor(view, 4_000, AbortSignal.timeout(60_000));
  await runner.stop();
  return documents(store, view);
}

async function documents(store: ViewStore, view: ViewRef) {
  return (await store.find(view, { limit: 1_000 })).items;
}
