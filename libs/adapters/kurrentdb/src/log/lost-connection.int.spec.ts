import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { manualClock } from '@loyalty/kernel';
import { Ledger, type EventStore } from '@loyalty/ledger';
import { applied, balanceInLog, coded, commit, event, events, killChildren, move, places, startChild, systemPorts, until, wholeLog, type Child } from '@loyalty/testing';
import { MemoryStorage, startDouble, type DoubleOptions, type RunningDouble } from '../double';
import { KurrentEventStore } from './kurrent-event-store';
import type { KurrentOptions } from './parts';

// These tests kill and cut the server, so they run on the double only, whatever KURRENTDB_URL says.

jest.setTimeout(60_000);
const clock = manualClock('2026-01-01T00:00:00Z');
const doubles: RunningDouble[] = [];
const stores: EventStore[] = [];
const closing = new AbortController();
async function double(options: DoubleOptions = {}): Promise<RunningDouble> {
  const started = await startDouble(options);
  doubles.push(started);
  return started;
}
async function open(url: string, options: Partial<KurrentOptions> = {}): Promise<KurrentEventStore> {
  const store = await KurrentEventStore.open(url, { ...systemPorts, clock, ...options });
  stores.push(store);
  return store;
}
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await Promise.all(doubles.splice(0).map((one) => one.stop()));
});
afterAll(() => closing.abort());

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe('a server that dies', () => {
  let folder: string;
  let port: number;
  let server: Child;
  const start = async () => {
    server = startChild('libs/adapters/kurrentdb/src/double/main.ts', [String(port), folder]);
    await server.said((line) => line.startsWith('kurrentdb://'));
  };
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'kurrentdb-double-'));
    port = await freePort();
    await start();
  });
  afterEach(async () => {
    await killChildren();
    rmSync(folder, { recursive: true });
  });

  it('by SIGKILL, 4 times under 2 writers and a subscriber, costs time and nothing else', async () => {
    const url = `kurrentdb://127.0.0.1:${port}?tls=false`;
    const ledgers = await Promise.all([1, 2].map(async () => Ledger.open(await open(url), { clock })));
    const reader = await open(url);
    const seen: number[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      for await (const page of reader.subscribe({ after: 0, limit: 50, signal: stop.signal })) seen.push(...page.events.map(({ position }) => position));
    })();
    let ended = false;
    const answered: string[] = [];
    const clients = ledgers.flatMap((ledger, w) => [0, 1, 2].map(async (c) => {
      for (let i = 0; !ended; i += 1) {
        const id = `w${w}.c${c}.${i}`;
        // Whoever is told that the store is away asks again under the same id, as its contract says.
        for (let done = false; !done;) {
          done = await move(ledger, id, `a${(c + i) % 3}`, 10).then(() => true, async (error: { code?: string }) => {
            if (error.code !== 'store_unavailable') throw error;
            await sleep(20);
            return false;
          });
        }
        answered.push(id);
      }
    }));
    for (let kill = 1; kill <= 4; kill += 1) {
      const before = answered.length;
      await until(() => answered.length > before + 30);
      await server.kill();
      await sleep(50 * kill);
      await start();
    }
    const before = answered.length;
    await until(() => answered.length > before + 30);
    ended = true;
    await Promise.all(clients);
    const log = await wholeLog(reader);
    expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => i + 1));
    expect(log.map(({ command }) => command).sort()).toEqual([...answered].sort());
    const balances = await Promise.all(['a0', 'a1', 'a2'].map((name) => balanceInLog(reader, name)));
    expect(balances.reduce((a, b) => a + b)).toBe(10 * answered.length);
    await until(() => seen.length >= log.length);
    stop.abort();
    await reading;
    expect(seen).toEqual(log.map(({ position }) => position));
    await Promise.all(ledgers.map((ledger) => ledger.close()));
  }, 120_000);
});

/** Keeps a transaction and cuts the line before it can be said. */
class CuttingStorage extends MemoryStorage {
  cuts = 0;
  cut: () => void = () => undefined;

  override keep(transaction: Parameters<MemoryStorage['keep']>[0]): void {
    super.keep(transaction);
    if (this.cuts <= 0) return;
    this.cuts -= 1;
    this.cut();
  }
}

describe('an append whose answer is lost', () => {
  it.each([['still knows', true], ['has forgotten', false]])('is found to be written, once, and its receipt is right: on a server that %s the ids of its records', async (_, remembersIds) => {
    const storage = new CuttingStorage();
    const server = await double({ storage, remembersIds });
    storage.cut = () => server.cut();
    const store = await open(server.url);
    for (let i = 1; i <= 5; i += 1) {
      storage.cuts = i % 3;
      expect(await store.append(commit(events('account-a', i * 2 - 1, i * 2), [applied(`c${i}`, 2)]))).toEqual({ basePosition: 2 * (i - 1) });
    }
    expect(places(await wholeLog(store, 3))).toEqual(Array.from({ length: 10 }, (_, i) => `account-a@${i + 1}`));
  });

  it('is store_unavailable when the server stays away, and the command id tells later what became of it', async () => {
    const storage = new CuttingStorage();
    const server = await double({ storage });
    const store = await open(server.url, { answerWithin_ms: 0 });
    storage.cut = () => server.cut();
    storage.cuts = 1;
    await expect(store.append(commit([event('account-a', 1)], [applied('c1', 1)]))).rejects.toEqual(coded('store_unavailable'));
    await until(async () => (await store.outcomes(['c1']).catch(() => []))[0] !== undefined);
    await expect(store.append(commit([event('account-a', 2)], [applied('c1', 1)]))).rejects.toEqual(coded('command_recorded', { commandId: 'c1' }));
    expect(await store.append(commit([event('account-a', 2)]))).toEqual({ basePosition: 1 });
  });
});

describe('a server that comes back without the log', () => {
  it('is not followed and not written to: checkpoint_ahead, log_truncated', async () => {
    const first = await double();
    const store = await open(first.url);
    await store.append(commit(events('account-a', 1, 5)));
    const pages = store.subscribe({ after: 0, limit: 10, signal: closing.signal })[Symbol.asyncIterator]();
    expect((await pages.next()).value?.through).toBe(5);
    const next = pages.next();
    await first.stop();
    await double({ port: first.port });
    await expect(next).rejects.toEqual(coded('checkpoint_ahead', { checkpoint: 5, head: 0 }));
    await expect(store.append(commit([event('account-b', 1)]))).rejects.toEqual(coded('log_truncated', { acknowledged: 1 }));
  });
});

describe('opening', () => {
  it('waits for a server that comes late', async () => {
    const port = await freePort();
    const opening = open(`kurrentdb://127.0.0.1:${port}?tls=false`);
    await sleep(300);
    await double({ port });
    expect(await (await opening).head()).toBe(0);
  });

  it('is refused when the server stays away or is too old, and by an address that is none', async () => {
    const port = await freePort();
    await expect(open(`kurrentdb://127.0.0.1:${port}?tls=false`, { openWithin_ms: 0 })).rejects.toEqual(coded('store_unavailable'));
    const old = await double({ leftOut: ['appendrecords'] });
    await expect(open(old.url)).rejects.toEqual(coded('store_unavailable', { reason: 'the server is older than 26.1' }));
    for (const url of ['kurrentdb://', 'http://host:2113', 'kurrentdb://host:2113?log=no/slash', 'kurrentdb://host?log=a&log=b']) {
      await expect(open(url)).rejects.toEqual(coded('event_store_url_invalid'));
    }
  });

  it('finds the leader of a cluster', async () => {
    const server = await double();
    expect(await (await open(server.url.replace('kurrentdb:', 'kurrentdb+discover:'))).head()).toBe(0);
  });
});

describe('a server with narrow limits', () => {
  it('is told by name, and a ledger writes in parts what is too much at once', async () => {
    const server = await double({ limits: { recordBytesMax: 5_000, appendBytesMax: 20_000 } });
    const store = await open(server.url);
    await expect(store.append(commit([event('account-a', 1, 'x'.repeat(6_000))]))).rejects.toEqual(coded('event_too_large', { limit: 5_000 }));
    await expect(store.append(commit(events('account-a', 1, 100)))).rejects.toEqual(coded('commit_too_large', { limit: 20_000 }));
    expect(await store.head()).toBe(0);
    const ledger = await Ledger.open(store, { clock });
    await Promise.all(Array.from({ length: 200 }, (_, i) => move(ledger, `c${i}`, `a${i % 7}`, 1)));
    expect(await store.head()).toBe(200);
    await ledger.close();
  });
});
