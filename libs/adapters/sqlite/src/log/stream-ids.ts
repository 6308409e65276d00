import type { DatabaseSync, StatementSync } from 'node:sqlite';

const KEPT_MAX = 200_000;

/** The numbers that streams have in the tables, and which streams have none: most new ones are asked for several times. */
export class StreamIds {
  private readonly known = new Map<string, number | undefined>();
  private readonly select: StatementSync;
  private last: number;

  constructor(db: DatabaseSync) {
    this.select = db.prepare('SELECT id FROM streams WHERE name = ?');
    this.last = Number(db.prepare('SELECT max(id) AS last FROM streams').get()?.['last'] ?? 0);
  }

  /** Undefined when no event of the stream is durable. */
  find(name: string): number | undefined {
    if (this.known.has(name)) return this.known.get(name);
    const id = this.select.get(name)?.['id'] as number | undefined;
    this.keep(name, id);
    return id;
  }

  /** A number for a stream that has none. */
  next(): number {
    return (this.last += 1);
  }

  /** The stream has this number from now on; call it once that is durable. */
  keep(name: string, id: number | undefined): void {
    if (this.known.size >= KEPT_MAX) this.known.clear();
    this.known.set(name, id);
  }
}
