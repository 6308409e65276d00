import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { manualClock, seededRandom } from '@loyalty/kernel';
import { coded, commit, event, events } from '@loyalty/testing';
import { SCHEMA } from './schema';
import { SqliteEventStore } from './sqlite-event-store';
import type { IndexRows } from './slow-move';
import { StreamIndex } from './stream-index';

const clock = manualClock('2026-01-01T00:00:00Z');

describe('the index of streams, through a store', () => {
  let folder: string;
  let file: string;
  let store: SqliteEventStore;
  const open = (gatheredMax: number) => SqliteEventStore.open(file, clock, { gatheredMax });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
    file = path.join(folder, 'ledger.db');
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('gives every stream rightly after each commit, whatever is gathered, moving or moved', async () => {
    store = open(4);
    const expected = new Map<string, number[]>();
    for (let i = 1, position = 0; i <= 60; i += 1) {
      const stream = `account-${i % 7}`;
      const had = expected.get(stream) ?? [];
      const size = (i % 3) + 1;
      await store.append(commit(events(stream, had.length + 1, had.length + size)));
      expected.set(stream, [...had, ...Array.from({ length: size }, () => (position += 1))]);
      for (const [name, positions] of expected) expect((await store.readStream(name, { after: 0, limit: 100 })).map((found) => found.position)).toEqual(positions);
    }
  });

  it.each([1, 2, 3, 5, 8, 13, 50, 1_000])('agrees with the log in 40 random steps of appends, conflicts and reopenings, %i events gathered', async (gatheredMax) => {
    const random = seededRandom(gatheredMax);
    store = open(gatheredMax);
    const model = new Map<string, number[]>();
    let head = 0;
    for (let step = 0; step < 40; step += 1) {
      const size = 1 + random.int(9);
      const revisions = new Map<string, number>();
      const list = Array.from({ length: size }, () => {
        const stream = `account-${random.int(6)}`;
        const revision = (revisions.get(stream) ?? model.get(stream)?.length ?? 0) + 1;
        revisions.set(stream, revision);
        return event(stream, revision);
      });
      if (random.chance(250)) {
        await expect(store.append(commit([...list, event('account-0', 999)]))).rejects.toEqual(coded('revision_conflict'));
      } else {
        await store.append(commit(list));
        for (const { stream } of list) model.set(stream, [...(model.get(stream) ?? []), (head += 1)]);
      }
      if (random.chance(300)) {
        await store.close();
        store = open(random.pick([gatheredMax, 1, 4, 1_000]));
      }
      for (const [stream, positions] of model) {
        const after = random.int(positions.length + 2);
        const limit = 1 + random.int(12);
        expect((await store.readStream(stream, { after, limit })).map(({ position }) => position)).toEqual(positions.slice(after, after + limit));
      }
    }
  }, 30_000);
});

describe('the index of streams, by itself', () => {
  /** A log of 6 events on two streams: 1 2 1 2 1 2. */
  function logOf6() {
    const db = new DatabaseSync(':memory:');
    db.exec(SCHEMA);
    const insert = db.prepare("INSERT INTO events VALUES (?, ?, ?, '', x'')");
    for (let position = 1; position <= 6; position += 1) insert.run(position, ((position - 1) % 2) + 1, Math.ceil(position / 2));
    return { db, index: new StreamIndex(db, 6) };
  }
  /** Writes what a commit of so many events writes of the index. */
  function write(db: DatabaseSync, index: StreamIndex, events: number): void {
    store(db, index, index.rows(events));
  }
  function store(db: DatabaseSync, index: StreamIndex, rows: IndexRows): void {
    const { values, through } = rows;
    for (let i = 0; i < values.length; i += 3) db.prepare('INSERT OR IGNORE INTO stream_events VALUES (?, ?, ?)').run(...values.slice(i, i + 3));
    if (through !== undefined) db.prepare("INSERT OR REPLACE INTO log VALUES ('indexed', ?)").run(String(through));
    index.taken(rows);
  }
  const both = (index: StreamIndex) => [index.positions(1, 0, 10), index.positions(2, 0, 10), index.lastRevision(1), index.lastRevision(2)];
  const right = [[1, 3, 5], [2, 4, 6], 3, 3];
  const stored = (db: DatabaseSync) => db.prepare('SELECT count(*) AS n FROM stream_events').get()?.['n'];
  const indexed = (db: DatabaseSync) => db.prepare("SELECT value FROM log WHERE name = 'indexed'").get()?.['value'];

  it('moves a run at a time, two events for each that is appended, and notes where it came to at the end', () => {
    const { db, index } = logOf6();
    expect(both(index)).toEqual(right);
    write(db, index, 1);
    expect([stored(db), indexed(db), both(index)]).toEqual([3, undefined, right]);
    write(db, index, 1);
    expect([stored(db), indexed(db), both(index)]).toEqual([6, '6', right]);
    write(db, index, 1);
    expect([stored(db), both(index)]).toEqual([6, right]);
  });

  it('is right while several commits are under way, in the midst of a move and at its end', () => {
    const { db, index } = logOf6();
    const under = [index.rows(1), index.rows(1), index.rows(1)];
    expect([stored(db), both(index)]).toEqual([0, right]);
    for (const [i, rows] of under.entries()) {
      store(db, index, rows);
      expect([stored(db), both(index)]).toEqual([[3, 6, 6][i], right]);
    }
    expect(indexed(db)).toBe('6');
  });

  it('is right when it is opened again before, during and after a move', () => {
    const { db, index } = logOf6();
    expect(both(new StreamIndex(db, 6))).toEqual(right);
    write(db, index, 1);
    const during = new StreamIndex(db, 6);
    expect(both(during)).toEqual(right);
    during.add(1, 4, 7);
    expect([during.positions(1, 0, 10), during.positions(1, 2, 1), during.positions(1, 3, 5), during.lastRevision(1)]).toEqual([[1, 3, 5, 7], [5], [7], 4]);
    write(db, during, 100);
    expect([stored(db), indexed(db), during.positions(1, 0, 10)]).toEqual([7, '7', [1, 3, 5, 7]]);
    db.prepare("INSERT INTO events VALUES (7, 1, 4, '', x'')").run();
    expect(new StreamIndex(db, 6).positions(1, 0, 10)).toEqual([1, 3, 5, 7]);
  });

  it('goes on gathering while it moves', () => {
    const { db, index } = logOf6();
    write(db, index, 1);
    index.add(2, 4, 7);
    index.add(1, 4, 8);
    expect([index.positions(1, 0, 10), index.positions(2, 0, 10), index.positions(2, 2, 1), index.lastRevision(2)]).toEqual([[1, 3, 5, 8], [2, 4, 6, 7], [6], 4]);
    write(db, index, 2);
    expect([indexed(db), index.positions(1, 0, 10), index.positions(2, 0, 10)]).toEqual(['6', [1, 3, 5, 8], [2, 4, 6, 7]]);
  });
});
