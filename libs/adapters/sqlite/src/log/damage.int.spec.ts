import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DomainError, manualClock, seededRandom, sha256Hex } from '@loyalty/kernel';
import { leafHash } from '@loyalty/ledger';
import { applied, audit, coded, commit, event, events, wholeLog } from '@loyalty/testing';
import { FORMAT_VERSION } from './schema';
import { SqliteEventStore } from './sqlite-event-store';
import { SqliteProvableLog } from './sqlite-provable-log';

const clock = manualClock('2026-01-01T00:00:00Z');
const FLIPS = Number(process.env['FLIPS'] ?? 120);

let folder: string;
let file: string;
const open = () => SqliteEventStore.open(file, clock);
const bytes = () => ['', '-wal'].map((end) => sha256Hex(existsSync(file + end) ? readFileSync(file + end) : ''));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  file = path.join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A ledger of 12 commits and 780 events; closed, so that all of it is in the file. */
async function writeLedger(): Promise<void> {
  const store = open();
  for (let i = 1; i <= 12; i += 1) await store.append(commit([...events(`account-${i}`, 1, 64), event('book-1', i)], [applied(`c${i}`, 65)]));
  await store.close();
}

/** The files of a ledger as a process leaves them that dies: the last 20 commits are in the write-ahead log only. */
async function writeCrashedLedger(): Promise<void> {
  const store = open();
  for (let i = 1; i <= 20; i += 1) await store.append(commit(events(`account-${i}`, 1, 5)));
  await store.close();
  const running = open();
  for (let i = 21; i <= 40; i += 1) await running.append(commit(events(`account-${i}`, 1, 5)));
  for (const end of ['', '-wal']) copyFileSync(file + end, `${file}.crashed${end}`);
  await running.close();
  for (const end of ['', '-wal']) copyFileSync(`${file}.crashed${end}`, file + end);
}

async function refusedWithoutATrace(code: string | RegExp): Promise<void> {
  const before = bytes();
  const looks = [() => open(), () => SqliteProvableLog.open(file)];
  for (const look of looks) {
    expect(look).toThrow(expect.objectContaining({ name: 'DomainError', code: expect.stringMatching(code), category: 'corruption' }));
    expect(bytes()).toEqual(before);
  }
}

describe('a file that is refused stays as it is, byte for byte', () => {
  it.each([
    ['text', Buffer.from('points,member\n100,m-1\n'.repeat(1000))],
    ['one byte', Buffer.from('x')],
    ['random bytes', Buffer.from(seededRandom(1).bytes(100_000))],
    ['zeros', Buffer.alloc(16_384)],
    ['a header and nothing else', Buffer.from('SQLite format 3\0')],
  ])('%s: store_damaged', async (_, content) => {
    writeFileSync(file, content);
    await refusedWithoutATrace('store_damaged');
  });

  it.each(['DELETE', 'WAL'])('a database of somebody else, journal mode %s: not_a_ledger', async (mode) => {
    const db = new DatabaseSync(file);
    db.exec(`PRAGMA journal_mode=${mode}; CREATE TABLE customers (id, name); INSERT INTO customers VALUES (1, 'x')`);
    db.close();
    await refusedWithoutATrace('not_a_ledger');
  });

  it('a ledger of a later version: format_unknown', async () => {
    await writeLedger();
    const db = new DatabaseSync(file);
    db.exec(`PRAGMA user_version=${FORMAT_VERSION + 1}`);
    db.close();
    await refusedWithoutATrace('format_unknown');
  });

  it('a ledger cut off anywhere: store_damaged', async () => {
    await writeLedger();
    const whole = readFileSync(file);
    for (let tenth = 1; tenth < 10; tenth += 1) {
      for (const length of [Math.floor(whole.length / 10) * tenth, Math.floor((whole.length / 8192) * tenth / 10) * 8192]) {
        if (length === 0) continue;
        writeFileSync(file, whole.subarray(0, length));
        await refusedWithoutATrace('store_damaged');
      }
    }
    writeFileSync(file, whole.subarray(0, whole.length - 1));
    await refusedWithoutATrace('store_damaged');
  });

  it('a ledger that was emptied beside its write-ahead log: store_damaged', async () => {
    await writeCrashedLedger();
    truncateSync(file, 0);
    await refusedWithoutATrace('store_damaged');
    rmSync(file);
    expect(open).toThrow(coded('store_damaged'));
    expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([false, true]);
  });

  it('a ledger whose last root was changed: root_mismatch, by the writer', async () => {
    await writeLedger();
    const db = new DatabaseSync(file);
    db.exec('UPDATE commits SET root = zeroblob(32) WHERE number = 12');
    db.close();
    const before = bytes();
    expect(open).toThrow(coded('root_mismatch', { commit: 12 }));
    expect(bytes()).toEqual(before);
  });

  it.each([
    ['an event was taken off the end', 'DELETE FROM events WHERE position = 780'],
    ['an event was added at the end', 'INSERT INTO events SELECT 781, stream, revision, line, leaf FROM events WHERE position = 780'],
    ['the last commit was taken off', 'DELETE FROM commits WHERE number = 12'],
  ])('a ledger where %s: root_mismatch or tree_incomplete', async (_, sql) => {
    await writeLedger();
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
    const before = bytes();
    expect(open).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(root_mismatch|tree_incomplete)$/) }));
    expect(bytes()).toEqual(before);
  });
});

describe('a write-ahead log that a crash left', () => {
  it('is taken over whole', async () => {
    await writeCrashedLedger();
    const store = open();
    expect(await wholeLog(store)).toHaveLength(200);
    await store.close();
  });

  it('is taken over when the crash came while it was copied into the file, whose header is ahead of its length', async () => {
    const crashed = await filesOf(writeCrashedLedger);
    const store = open();
    await store.close();
    const whole = readFileSync(file);
    expect(whole.length).toBeGreaterThan(crashed.main.length);
    writeFileSync(file, Buffer.concat([whole.subarray(0, 8192), crashed.main.subarray(8192)]));
    writeFileSync(`${file}-wal`, crashed.wal);
    const again = open();
    expect(await wholeLog(again)).toHaveLength(200);
    await again.close();
  });

  it('may end in a commit that was torn: it was not acknowledged, and the commits before it stay', async () => {
    const { wal } = await filesOf(writeCrashedLedger);
    writeFileSync(`${file}-wal`, wal.subarray(0, wal.length - 100));
    const store = open();
    expect(await store.head()).toBe(195);
    await store.append(commit([event('account-40', 1)]));
    await store.close();
  });

  it('is refused when it is damaged in its midst, at any of 60 places, instead of being cut off there', async () => {
    const { main, wal } = await filesOf(writeCrashedLedger);
    const random = seededRandom(11);
    for (let i = 0; i < 60; i += 1) {
      const at = 32 + random.int(Math.floor(wal.length * 0.85) - 32);
      writeFileSync(file, main);
      writeFileSync(`${file}-wal`, flipped(wal, at, random.int(8)));
      rmSync(`${file}-shm`, { force: true });
      const before = bytes();
      expect(open).toThrow(coded('store_damaged'));
      expect(bytes()).toEqual(before);
    }
  });
});

describe('one flipped bit', () => {
  it(`in the file is found, or changes no event: ${FLIPS} places`, async () => {
    await writeLedger();
    const whole = readFileSync(file);
    const lines = linesOf();
    const random = seededRandom(5);
    const met = new Map<string, number>();
    for (let i = 0; i < FLIPS; i += 1) {
      writeFileSync(file, flipped(whole, random.int(whole.length), random.int(8)));
      for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
      const found = lookInto();
      if (found === 'nothing') expect(linesOf()).toEqual(lines);
      met.set(found, (met.get(found) ?? 0) + 1);
    }
    for (const found of met.keys()) expect(found).toMatch(/^(nothing|store_damaged|not_a_ledger|format_unknown|hash_mismatch|index_mismatch|root_mismatch|position_gap)$/);
    expect(met.get('hash_mismatch')).toBeGreaterThan(FLIPS / 20);
  }, 120_000);

  it('in every single byte of a stored line is found at its position', async () => {
    await writeLedger();
    const whole = readFileSync(file);
    const [line] = linesOf().slice(500);
    const start = whole.indexOf(line!);
    for (let at = start; at < start + Buffer.byteLength(line!); at += 1) {
      writeFileSync(file, flipped(whole, at, at % 7));
      const log = SqliteProvableLog.open(file);
      const [stored] = log.leaves(500, 1);
      expect([stored?.position, stored && leafHash(stored.line).equals(stored.leaf)]).toEqual([501, false]);
      log.close();
    }
  }, 60_000);

  it('in the place of an event in its stream is met when the stream is read', async () => {
    const store = SqliteEventStore.open(file, clock, { gatheredMax: 10 });
    for (let i = 1; i <= 60; i += 1) await store.append(commit([event('account-a', i), event('account-b', i)]));
    await store.close();
    const db = new DatabaseSync(file);
    db.exec('UPDATE stream_events SET position = position + 1 WHERE stream = 1 AND revision = 7');
    db.close();
    const again = open();
    await expect(again.readStream('account-a', { after: 0, limit: 100 })).rejects.toEqual(coded('index_mismatch', { stream: 'account-a', revision: 7, position: 14 }));
    expect(await again.readStream('account-b', { after: 0, limit: 100 })).toHaveLength(60);
    await again.close();
  });

  it('that takes an event out of the midst is met when the log is read', async () => {
    await writeLedger();
    const db = new DatabaseSync(file);
    db.exec('DELETE FROM events WHERE position = 300');
    db.close();
    const store = open();
    await expect(store.readAll({ after: 250, limit: 100 })).rejects.toEqual(coded('position_gap', { after: 250, through: 350 }));
    await store.close();
  });
});

async function filesOf(write: () => Promise<void>): Promise<{ main: Buffer; wal: Buffer }> {
  await write();
  return { main: readFileSync(file), wal: readFileSync(`${file}-wal`) };
}

function flipped(whole: Buffer, at: number, bit: number): Buffer {
  const copy = Buffer.from(whole);
  copy[at]! ^= 1 << bit;
  return copy;
}

function linesOf(): string[] {
  const log = SqliteProvableLog.open(file);
  const lines = log.leaves(0, 10_000).map(({ line }) => line);
  log.close();
  return lines;
}

/** The first thing that an audit finds, or the code with which the file is refused. */
function lookInto(): string {
  let log: SqliteProvableLog | undefined;
  try {
    log = SqliteProvableLog.open(file);
    return audit(log)[0]?.code ?? 'nothing';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code;
  } finally {
    log?.close();
  }
}
