import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { manualClock, seededRandom } from '@loyalty/kernel';
import { applied, coded, commit, event, refused } from '@loyalty/testing';
import { SCHEMA } from './schema';
import type { IndexRows } from './slow-move';
import { SqliteEventStore } from './sqlite-event-store';
import { SqliteStreamReader } from './sqlite-stream-reader';
import { COMMAND_IDS, TextIndex } from './text-index';

const clock = manualClock('2026-01-01T00:00:00Z');

describe('the indexes of commands and of streams, through a store', () => {
  let folder: string;
  let store: SqliteEventStore;
  const file = () => path.join(folder, 'ledger.db');
  const open = (gatheredMax: number) => SqliteEventStore.open(file(), clock, { gatheredMax });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it.each([1, 2, 3, 5, 8, 13, 50, 1_000])('knows every answer in 60 random steps of appends, repeats and reopenings, %i ids gathered', async (gatheredMax) => {
    const random = seededRandom(gatheredMax);
    store = open(gatheredMax);
    const known: string[] = [];
    let events = 0;
    for (let step = 0; step < 60; step += 1) {
      const fresh = Array.from({ length: random.int(7) }, (_, i) => `command-${random.int(1_000_000)}-${step}-${i}`);
      // Some were looked up before, as a ledger does, and some were not.
      expect(await store.outcomes(fresh.slice(1))).toEqual(fresh.slice(1).map(() => undefined));
      if (known.length > 0 && random.chance(300)) {
        const again = random.pick(known);
        await expect(store.append(commit([], [...fresh, again].map((id) => refused(id, 0, {}))))).rejects.toEqual(coded('command_recorded', { commandId: again }));
      } else {
        await store.append(commit([event('account-a', (events += 1))], fresh.map((id) => applied(id, 1, id))));
        known.push(...fresh);
      }
      if (random.chance(200)) {
        await store.close();
        store = open(random.pick([gatheredMax, 1, 4, 1_000]));
      }
      expect((await store.outcomes(known)).map((outcome) => [outcome?.commandId, outcome?.answer])).toEqual(known.map((id) => [id, JSON.stringify(id)]));
      expect(await store.outcomes(fresh.map((id) => `${id}-other`))).toEqual(fresh.map(() => undefined));
    }
  });

  it.each([1, 2, 3, 8, 50])('knows every stream in 60 random steps of new ones, conflicts and reopenings, %i names gathered', async (gatheredMax) => {
    const random = seededRandom(gatheredMax);
    store = open(gatheredMax);
    const heads = new Map<string, number>();
    for (let step = 0; step < 60; step += 1) {
      const fresh = Array.from({ length: random.int(5) }, (_, i) => `coupon-${random.int(1_000_000)}-${step}-${i}`);
      const old = heads.size > 0 && random.chance(500) ? [random.pick([...heads.keys()])] : [];
      const list = [...fresh, ...old].map((stream) => event(stream, (heads.get(stream) ?? 0) + 1));
      if (random.chance(300)) {
        await expect(store.append(commit([...list, event('account-none', 2)]))).rejects.toEqual(coded('revision_conflict', { stream: 'account-none' }));
      } else {
        await store.append(commit(list));
        for (const { stream, revision } of list) heads.set(stream, revision);
      }
      if (random.chance(200)) {
        await store.close();
        store = open(random.pick([gatheredMax, 1, 4, 1_000]));
      }
      const reader = SqliteStreamReader.open(file());
      for (const [stream, revision] of heads) for (const log of [store, reader]) expect((await log.readStream(stream, { after: 0, limit: 100 })).length).toBe(revision);
      for (const stream of fresh) for (const log of [store, reader]) expect((await log.readStream(`${stream}-other`, { after: 0, limit: 1 })).length).toBe(0);
      reader.close();
    }
  }, 30_000);

  it('refuses an id that was looked up, then recorded, then moved into the table by others', async () => {
    store = open(2);
    expect(await store.outcomes(['late'])).toEqual([undefined]);
    await store.append(commit([], [refused('late', 0, {})]));
    for (let i = 0; i < 8; i += 1) await store.append(commit([], [refused(`other-${i}`, 0, {})]));
    await expect(store.append(commit([], [refused('late', 0, {})]))).rejects.toEqual(coded('command_recorded', { commandId: 'late' }));
    expect(await store.outcomes(['late'])).toEqual([expect.objectContaining({ commandId: 'late' })]);
  });

  it('is refused with command_gap when an answer that it has not taken yet is missing', async () => {
    store = open(100);
    await store.append(commit([], ['a', 'b', 'c'].map((id) => refused(id, 0, {}))));
    await store.close();
    const db = new DatabaseSync(file());
    db.exec("DELETE FROM commands WHERE id = 'b'");
    db.close();
    expect(() => open(100)).toThrow(expect.objectContaining({ code: 'command_gap', facts: { after: 1, number: 3 } }));
  });
});

describe('an index of texts, by itself', () => {
  const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
  function indexOf6() {
    const db = new DatabaseSync(':memory:');
    db.exec(SCHEMA);
    const insert = db.prepare("INSERT INTO commands VALUES (?, ?, '', 0, '', '', '')");
    IDS.forEach((id, i) => insert.run(i + 1, id));
    return { db, index: new TextIndex(db, COMMAND_IDS, 6) };
  }
  /** Writes what a commit of so many commands writes of the index. */
  function write(db: DatabaseSync, index: TextIndex, commands: number): void {
    store(db, index, index.rows(commands));
  }
  function store(db: DatabaseSync, index: TextIndex, rows: IndexRows): void {
    const { values, through } = rows;
    for (let i = 0; i < values.length; i += 2) db.prepare('INSERT OR IGNORE INTO command_ids VALUES (?, ?)').run(...values.slice(i, i + 2));
    if (through !== undefined) db.prepare("INSERT OR REPLACE INTO log VALUES ('commands_indexed', ?)").run(String(through));
    index.taken(rows);
  }
  const rows = (index: TextIndex) => [...IDS, 'unknown'].map((id) => index.row(id));
  const right = [1, 2, 3, 4, 5, 6, undefined];
  const stored = (db: DatabaseSync) => db.prepare('SELECT count(*) AS n FROM command_ids').get()?.['n'];

  it('moves two ids for each command, and is right before, while and after', () => {
    const { db, index } = indexOf6();
    for (const count of [2, 4, 6, 6]) {
      expect(rows(index)).toEqual(right);
      write(db, index, 1);
      expect([stored(db), rows(index)]).toEqual([count, right]);
    }
    expect(rows(new TextIndex(db, COMMAND_IDS, 6))).toEqual(right);
  });

  it('is right while several commits are under way, in the midst of a move and at its end', () => {
    const { db, index } = indexOf6();
    const under = [index.rows(1), index.rows(1), index.rows(1), index.rows(1)];
    expect([stored(db), rows(index)]).toEqual([0, right]);
    for (const [i, one] of under.entries()) {
      store(db, index, one);
      expect([stored(db), rows(index)]).toEqual([[2, 4, 6, 6][i], right]);
    }
    expect(rows(new TextIndex(db, COMMAND_IDS, 6))).toEqual(right);
  });
});
