import { collectionName, type ViewIndex, type ViewRef } from '@loyalty/views';
import { expressionOf } from './sql-of-query';
import type { ViewsDatabase } from './views-database';

/** A removed document's trace is kept for so many positions: long enough for any repeat, short enough not to pile up. */
const TRACES_KEPT = 100_000;

/** A collection's table as it stands in SQL. The name was checked as a projection's name, and is quoted all the same. */
export function tableOf(view: ViewRef): string {
  return `"${collectionName(view)}"`;
}

/**
 * Makes the table and exactly the declared indexes: one that is no longer declared goes, a new one comes, and neither
 * needs a rebuild of the view. Each index ends with the id, which is how every sort ends.
 */
export function makeTable(database: ViewsDatabase, view: ViewRef, indexes: readonly ViewIndex[]): void {
  const name = collectionName(view);
  const wanted = new Map(indexes.map((index) => [indexName(name, index), index]));
  database.write(() => {
    database.db.exec(`CREATE TABLE IF NOT EXISTS ${tableOf(view)} (id TEXT PRIMARY KEY, position INTEGER NOT NULL, doc BLOB) STRICT`);
    database.db.exec(`CREATE INDEX IF NOT EXISTS "${name}__removed" ON ${tableOf(view)} (position) WHERE doc IS NULL`);
    const found = database.statement("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND name LIKE '%!_!_by!_%' ESCAPE '!'").all(name) as unknown as [string][];
    for (const [index] of found) if (!wanted.has(index)) database.db.exec(`DROP INDEX "${index}"`);
    for (const [index, { fields, unique }] of wanted) {
      const columns = [...fields.map(expressionOf), ...(unique === true ? [] : ['id'])].join(', ');
      database.db.exec(`CREATE ${unique === true ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS "${index}" ON ${tableOf(view)} (${columns}) WHERE doc IS NOT NULL`);
    }
    database.statement('INSERT OR IGNORE INTO view_builds VALUES (?, ?, ?, ?)').run(name, view.name, view.version, view.build);
    database.statement(`DELETE FROM ${tableOf(view)} WHERE doc IS NULL AND position <= (SELECT position FROM view_checkpoints WHERE collection = ?) - ${TRACES_KEPT}`).run(name);
  });
}

function indexName(collection: string, { fields, unique }: ViewIndex): string {
  return `${collection}__by_${unique === true ? 'unique_' : ''}${fields.join('+')}`;
}
