import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manualClock, seededRandom } from '@loyalty/kernel';
import { audit, killChildren, startChild, wholeLog } from '@loyalty/testing';
import { SqliteEventStore } from './sqlite-event-store';
import { SqliteProvableLog } from './sqlite-provable-log';

const APPENDER = 'libs/testing/src/crash/appender.ts';
const CYCLES = Number(process.env['CRASH_CYCLES'] ?? 12);
const clock = manualClock('2026-01-01T00:00:00Z');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  file = path.join(folder, 'ledger.db');
});
afterEach(async () => {
  await killChildren();
  rmSync(folder, { recursive: true });
});

const isNumber = (line: string) => /^[0-9]+$/.test(line);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a process that is killed while it appends', () => {
  it(`loses nothing that it acknowledged and leaves nothing in part, ${CYCLES} times in a row on one file`, async () => {
    const random = seededRandom(7);
    for (let cycle = 0, least = 0; cycle < CYCLES; cycle += 1) {
      const child = startChild(APPENDER, [file, '8']);
      await child.said(isNumber);
      await sleep(random.int(120));
      await child.kill();
      const acknowledged = Number(child.lines.findLast(isNumber));
      expect(acknowledged).toBeGreaterThan(least);

      const store = SqliteEventStore.open(file, clock, { gatheredMax: 8 });
      const head = await store.head();
      expect(head).toBeGreaterThanOrEqual(acknowledged);
      const log = await wholeLog(store);
      for (let first = 1; first <= head; ) {
        const size = (first % 5) + 1; // how the appender chose it
        expect((await store.outcomes([`command-${first}`]))[0]).toMatchObject({ position: first + size - 1 });
        first += size;
        expect(first).toBeLessThanOrEqual(head + 1);
      }
      for (let i = 0; i < 17; i += 1) {
        const stream = `account-${i}`;
        expect(await store.readStream(stream, { after: 0, limit: 1_000_000 })).toEqual(log.filter((event) => event.stream === stream));
      }
      await store.close();
      const proof = SqliteProvableLog.open(file);
      expect(proof.commits(0, 1_000_000).at(-1)?.position).toBe(head);
      if (cycle === CYCLES - 1) expect(audit(proof)).toEqual([]);
      proof.close();
      least = head;
    }
  }, 120_000);

  it('leaves a file that opens when it dies while the file is made', async () => {
    for (const delay of [0, 60, 120, 180, 200, 220, 240]) {
      const child = startChild(APPENDER, [file, '8']);
      await sleep(delay);
      await child.kill();
    }
    const store = SqliteEventStore.open(file, clock);
    expect(await store.head()).toBe((await wholeLog(store)).length);
    await store.close();
  }, 60_000);
});

describe('a disk that is full', () => {
  it('is answered store_unavailable, and appending goes on when there is room again', async () => {
    const { spawnSync } = await import('node:child_process');
    if (spawnSync('prlimit', ['--version']).status !== 0) return;
    const child = startChild(APPENDER, [file, '8', '1000000'], ['prlimit', '--fsize=300000:unlimited']);
    await child.said((line) => line === 'store_unavailable');
    await sleep(300);
    const acknowledged = Number(child.lines.findLast(isNumber));
    const failures = child.lines.filter((line) => !isNumber(line) && line !== 'open');
    expect(new Set(failures)).toEqual(new Set(['store_unavailable']));
    spawnSync('prlimit', [`--pid=${child.pid}`, '--fsize=unlimited:unlimited']);
    await child.said((line) => Number(line) > acknowledged + 50);
    await child.kill();
    const store = SqliteEventStore.open(file, clock);
    expect(await store.head()).toBeGreaterThan(acknowledged);
    expect(await wholeLog(store)).toHaveLength(await store.head());
    await store.close();
  }, 60_000);
});
