import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { viewStoreContract } from '@loyalty/testing';
import { cursorAfter, planOf } from '@loyalty/views';
import { openViews } from './open-views';
import { sqlOfQuery } from './sql-of-query';

function temporaryFile(): { file: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'views-'));
  return { file: path.join(folder, 'views.db'), remove: () => rmSync(folder, { recursive: true }) };
}

viewStoreContract('SqliteViewStore', async () => {
  const { file, remove } = temporaryFile();
  let opened = openViews(file);
  return {
    store: opened.views,
    reopen: async () => {
      await opened.close();
      opened = openViews(file);
      return opened.views;
    },
    cleanUp: async () => {
      await opened.close();
      remove();
    },
  };
});

describe('a file of views', () => {
  const view = { name: 'orders', version: 1, build: 1 };
  let file: string, remove: () => void;
  beforeEach(() => ({ file, remove } = temporaryFile()));
  afterEach(() => remove());

  it('that is something else is refused and not written to', () => {
    writeFileSync(file, 'no database, whatever its name says'.repeat(10));
    expect(() => openViews(file)).toThrow(expect.objectContaining({ code: 'store_damaged' }));
    rmSync(file);
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE t (x)');
    other.close();
    expect(() => openViews(file)).toThrow(expect.objectContaining({ code: 'not_a_view_store' }));
  });

  it('answers a filtered and sorted page, and what follows it, from the declared index alone', async () => {
    const { views, close } = openViews(file);
    await views.open(view, [{ fields: ['status', 'at'] }]);
    await close();
    const query = { filter: { status: 'open' }, sort: [{ field: 'at', descending: true }], limit: 20 };
    const cursor = cursorAfter({ id: 'o5', position: 1, doc: { at: '2025-01-01' } }, planOf(query).sort);
    const db = new DatabaseSync(file);
    for (const asked of [query, { ...query, cursor }]) {
      for (const { text, values } of sqlOfQuery('"orders__v1"', planOf(asked))) {
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values, 20).map((row) => row['detail']);
        expect(plan).toEqual([expect.stringMatching(/^SEARCH orders__v1 USING INDEX orders__v1__by_status\+at/)]);
      }
    }
    db.close();
  });

  it('takes on the indexes that are declared now and lets go of those that are not', async () => {
    const { views, close } = openViews(file);
    await views.open(view, [{ fields: ['status'] }, { fields: ['at'] }]);
    await views.open(view, [{ fields: ['at'] }, { fields: ['customer.city'] }]);
    await close();
    const db = new DatabaseSync(file);
    const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE '%by%' ORDER BY name").all().map((row) => row['name']);
    expect(names).toEqual(['orders__v1__by_at', 'orders__v1__by_customer.city']);
    db.close();
  });

  it('lets another process see what was written, and wait for it', async () => {
    const writer = openViews(file), reader = openViews(file);
    await writer.views.open(view, []);
    const waiting = reader.views.waitFor(view, 3, AbortSignal.timeout(5_000));
    await writer.views.write(view, [{ id: 'o1', position: 3, doc: { n: 1 } }], { position: 3, logId: 'a'.repeat(32) });
    expect(await waiting).toBe(3);
    expect((await reader.views.get(view, 'o1')).item?.doc).toEqual({ n: 1 });
    await Promise.all([writer.close(), reader.close()]);
  });
});
