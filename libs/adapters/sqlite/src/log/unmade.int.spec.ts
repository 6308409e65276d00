import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { manualClock } from '@loyalty/kernel';
import { coded, commit, event } from '@loyalty/testing';
import { SqliteEventStore } from './sqlite-event-store';
import { SqliteProvableLog } from './sqlite-provable-log';

const clock = manualClock('2026-01-01T00:00:00Z');
const PAGE = 8_192;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  file = path.join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a process leaves that dies within a transaction whose pages are in the file already; `before`: what was done to it earlier. */
function dieWithin(before: string): void {
  const other = path.join(folder, 'other.db');
  const db = new DatabaseSync(other);
  db.exec(`PRAGMA synchronous=FULL; PRAGMA cache_size=2; ${before}`);
  db.exec('BEGIN; CREATE TABLE filling (text); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500) INSERT INTO filling SELECT hex(randomblob(500)) FROM n');
  for (const end of ['', '-journal']) copyFileSync(`${other}${end}`, `${file}${end}`);
  db.exec('ROLLBACK');
  db.close();
}

const bytes = () => ['', '-journal'].map((end) => readFileSync(`${file}${end}`));

/** What a process leaves that dies while it makes a file: its first page, and the journal of a file that was empty. */
function dieAtFirstPage(): void {
  const other = path.join(folder, 'other.db');
  const db = new DatabaseSync(other);
  db.exec(`PRAGMA page_size=${PAGE}; PRAGMA journal_mode=WAL`);
  db.close();
  writeFileSync(file, readFileSync(other).subarray(0, PAGE));
  const journal = Buffer.alloc(512);
  journal.write('d9d505f920a163d7', 'hex');
  journal.writeUInt32BE(512, 20);
  journal.writeUInt32BE(PAGE, 24);
  writeFileSync(`${file}-journal`, journal);
}

describe('a file whose maker died before it was made', () => {
  beforeEach(dieAtFirstPage);

  it('is made anew by the next writer', async () => {
    expect(bytes()[0]).toHaveLength(PAGE);
    const store = SqliteEventStore.open(file, clock);
    await store.append(commit([event('account-a', 1)]));
    await store.close();
    const again = SqliteEventStore.open(file, clock);
    expect(await again.head()).toBe(1);
    await again.close();
  });

  it('is not there yet for a reader, who leaves it as it is', () => {
    const left = bytes();
    expect(() => SqliteProvableLog.open(file)).toThrow(coded('store_unavailable'));
    expect(bytes()).toEqual(left);
  });
});

it.each([
  ['of somebody else, in which a transaction was cut short', 'CREATE TABLE theirs (text); INSERT INTO theirs VALUES (1);'],
  ['of many pages, whose journal says that it was empty', ''],
])('a file %s is refused and stays as it is', (_, before) => {
  dieWithin(before);
  const left = bytes();
  expect(left[0]!.length).toBeGreaterThan(100_000);
  expect(() => SqliteEventStore.open(file, clock)).toThrow(coded('store_unavailable'));
  expect(bytes()).toEqual(left);
});
