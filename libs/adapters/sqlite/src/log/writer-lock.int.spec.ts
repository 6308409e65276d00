import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { manualClock } from '@loyalty/kernel';
import { coded, commit, event, killChildren, places, startChild, wholeLog } from '@loyalty/testing';
import { assertWhole } from '../open-database';
import { SqliteEventStore } from './sqlite-event-store';
import { SqliteProvableLog } from './sqlite-provable-log';

const APPENDER = 'libs/testing/src/crash/appender.ts';
const clock = manualClock('2026-01-01T00:00:00Z');

let folder: string;
let file: string;
const open = () => SqliteEventStore.open(file, clock);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  file = path.join(folder, 'ledger.db');
});
afterEach(async () => {
  await killChildren();
  rmSync(folder, { recursive: true });
});

describe('the writer of a log', () => {
  it('is one: another process is refused with its process id and host, until it dies', async () => {
    const child = startChild(APPENDER, [file, '8', '3']);
    await child.said((line) => line === 'done');
    expect(open).toThrow(coded('store_locked', { pid: child.pid, host: hostname(), since: '2026-01-01T00:00:00.000Z' }));
    await child.kill();
    const store = open();
    expect(await store.head()).toBe(Number(child.lines.at(-2)));
    await store.close();
  }, 30_000);

  it('is one in its own process too, and others may try without harm', async () => {
    const store = open();
    for (let i = 1; i <= 5; i += 1) {
      expect(open).toThrow(coded('store_locked', { pid: process.pid }));
      await store.append(commit([event('account-a', i)]));
    }
    expect(await store.head()).toBe(5);
    await store.close();
    const next = open();
    expect(await wholeLog(next)).toHaveLength(5);
    await next.close();
  });

  it('is one of 6 processes that begin at once on a file that is not there', async () => {
    const children = Array.from({ length: 6 }, () => startChild(APPENDER, [file, '8', '2']));
    const first = await Promise.all(children.map((child) => child.said(() => true)));
    expect([...first].sort()).toEqual(['open', ...Array.from({ length: 5 }, () => 'store_locked')]);
  }, 60_000);

  it('is not disturbed by auditors and would-be writers, 300 of each, nor they by its checkpoints', async () => {
    const child = startChild(APPENDER, [file, '8']);
    await child.said((line) => line !== 'open');
    let size = 0;
    for (let i = 0; i < 300; i += 1) {
      const log = SqliteProvableLog.open(file);
      expect(log.commits(0, 1_000_000).at(-1)!.position).toBeGreaterThanOrEqual(size);
      size = log.size();
      log.close();
      expect(open).toThrow(coded('store_locked', { pid: child.pid }));
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(child.lines.filter((line) => !/^[0-9]+$/.test(line))).toEqual(['open']);
  }, 60_000);

  it.each([0, Infinity])('is told when a later one has taken over: it writes no more (on its own after %s lone commands)', async (loneAfter) => {
    const old = SqliteEventStore.open(file, clock, { loneAfter });
    await old.append(commit([event('account-a', 1)]));
    rmSync(`${file}-lock`); // as when the lock lies on a file system that does not hold it
    const later = open();
    await expect(old.append(commit([event('account-a', 2, { by: 'old' })]))).rejects.toEqual(coded('fenced', { epoch: 1, current: 2 }));
    await later.append(commit([event('account-a', 2, { by: 'later' })]));
    await expect(old.append(commit([event('account-b', 1)]))).rejects.toEqual(coded('fenced'));
    expect(places(await wholeLog(later))).toEqual(['account-a@1', 'account-a@2']);
    await Promise.all([old.close(), later.close()]);
  });

  it('does not lose the locks that it holds on the file when its own process looks at the file', async () => {
    const store = open();
    await store.append(commit([event('account-a', 1)]));
    const held = () => readFileSync('/proc/locks', 'utf8').split('\n').filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${statSync(file).ino} `)).length;
    if (process.platform === 'linux') expect(held()).toBe(1);
    assertWhole(file);
    expect(open).toThrow(coded('store_locked'));
    SqliteProvableLog.open(file).close();
    if (process.platform === 'linux') expect(held()).toBe(1);
    await store.close();
  });
});
