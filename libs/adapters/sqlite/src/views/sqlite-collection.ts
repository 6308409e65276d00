import type { SQLInputValue } from 'node:sqlite';
import { checkpointOfOtherLog } from '@loyalty/ledger';
import { collectionName, cursorAfter, DOCUMENT_LENGTH_MAX, documentTooLarge, viewNotUnique, type DocumentChange, type Found, type Got, type QueryPlan, type StoredDocument, type ViewCheckpoint, type ViewItem, type ViewRef } from '@loyalty/views';
import { tableOf } from './collection-table';
import { sqlOfQuery } from './sql-of-query';
import type { ViewsDatabase } from './views-database';

const CONSTRAINT_UNIQUE = 2067;

type Row = [id: string, position: number, doc: string];

/** One build's documents: a table of id, position and the document as SQLite's binary JSON. */
export class SqliteCollection {
  private readonly name: string;
  private readonly table: string;
  private readonly upsert: string;

  constructor(private readonly database: ViewsDatabase, readonly view: ViewRef, private readonly unique: boolean) {
    this.name = collectionName(view);
    this.table = tableOf(view);
    this.upsert = `INSERT INTO ${this.table} VALUES (?, ?, jsonb(?)) ON CONFLICT (id) DO UPDATE SET position = excluded.position, doc = excluded.doc WHERE excluded.position > position`;
  }

  load(ids: readonly string[]): Map<string, StoredDocument> {
    const one = this.database.statement(`SELECT position, json(doc) FROM ${this.table} WHERE id = ?`);
    const found = new Map<string, StoredDocument>();
    this.database.read(() => {
      for (const id of ids) {
        const row = one.get(id) as unknown as [number, string | null] | undefined;
        if (row !== undefined) found.set(id, { position: row[0], doc: row[1] === null ? undefined : (JSON.parse(row[1]) as object) });
      }
    });
    return found;
  }

  /** Ids of the changes that were not newer. */
  write(changes: readonly DocumentChange[], checkpoint: ViewCheckpoint | undefined): string[] {
    const rows = changes.map(({ id, position, doc }) => [id, position, doc === undefined ? null : this.textOf(id, doc)] as const);
    return this.database.write(() => {
      if (checkpoint !== undefined) this.assertSameLog(checkpoint);
      const skipped = this.writeRows(rows);
      if (checkpoint !== undefined) this.writeCheckpoint(checkpoint);
      return skipped;
    });
  }

  checkpoint(): ViewCheckpoint | undefined {
    const row = this.database.run(() => this.database.statement('SELECT position, log_id FROM view_checkpoints WHERE collection = ?').get(this.name)) as unknown as [number, string] | undefined;
    return row === undefined ? undefined : { position: row[0], logId: row[1] };
  }

  get(id: string): Got<object> {
    return this.database.read(() => {
      const row = this.database.statement(`SELECT id, position, json(doc) FROM ${this.table} WHERE id = ? AND doc IS NOT NULL`).get(id) as unknown as Row | undefined;
      const position = this.checkpoint()?.position ?? 0;
      return row === undefined ? { position } : { item: itemOf(row), position };
    });
  }

  find(plan: QueryPlan): Found<object> {
    return this.database.read(() => {
      const rows: Row[] = [];
      for (const { text, values } of sqlOfQuery(this.table, plan)) {
        // One more than asked for tells whether there is a next page.
        const wanted = plan.limit + 1 - rows.length;
        if (wanted > 0) rows.push(...(this.database.statement(text).all(...values, wanted as SQLInputValue) as unknown as Row[]));
      }
      const items = rows.slice(0, plan.limit).map(itemOf);
      const position = this.checkpoint()?.position ?? 0;
      return rows.length > plan.limit ? { items, next: cursorAfter(items.at(-1)!, plan.sort), position } : { items, position };
    });
  }

  private writeRows(rows: readonly (readonly [string, number, string | null])[]): string[] {
    const upsert = this.database.statement(this.upsert);
    const skipped: string[] = [];
    try {
      if (this.unique) this.makeRoom(rows);
      for (const [id, position, text] of rows) if (upsert.run(id, position, text).changes === 0) skipped.push(id);
    } catch (error) {
      throw (error as { errcode?: number }).errcode === CONSTRAINT_UNIQUE ? viewNotUnique(this.view, error) : error;
    }
    return skipped;
  }

  /** One document may take over in a batch what another gives up in it, whichever comes first. */
  private makeRoom(rows: readonly (readonly [string, number, string | null])[]): void {
    const clear = this.database.statement(`UPDATE ${this.table} SET doc = NULL WHERE id = ? AND position < ?`);
    for (const [id, position] of rows) clear.run(id, position);
  }

  private assertSameLog({ logId }: ViewCheckpoint): void {
    const before = this.checkpoint();
    if (before !== undefined && before.logId !== logId) throw checkpointOfOtherLog(this.name, before.logId, logId);
  }

  private writeCheckpoint({ position, logId }: ViewCheckpoint): void {
    this.database.statement('INSERT INTO view_checkpoints VALUES (?, ?, ?) ON CONFLICT (collection) DO UPDATE SET position = excluded.position WHERE excluded.position > position').run(this.name, position, logId);
  }

  private textOf(id: string, doc: object): string {
    const text = JSON.stringify(doc);
    if (text.length > DOCUMENT_LENGTH_MAX) throw documentTooLarge(this.view, id, text.length, DOCUMENT_LENGTH_MAX);
    return text;
  }
}

function itemOf([id, position, doc]: Row): ViewItem<object> {
  return { id, position, doc: JSON.parse(doc) as object };
}
