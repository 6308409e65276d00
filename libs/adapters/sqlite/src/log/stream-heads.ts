import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamIndex } from './stream-index';

/** Where a stream stands: its number in the tables and its last revision. */
export interface StreamHead {
  readonly id: number;
  revision: number;
}

const KEPT_MAX = 200_000;

/** The heads of the streams written last. A stream that is not known yet gets its number here, inside the commit. */
export class StreamHeads {
  private readonly known = new Map<string, StreamHead>();
  private readonly find: StatementSync;
  private readonly insert: StatementSync;

  constructor(db: DatabaseSync, private readonly index: StreamIndex) {
    this.find = db.prepare('SELECT id FROM streams WHERE name = ?');
    this.insert = db.prepare('INSERT INTO streams (name) VALUES (?)');
  }

  /** Forgets all when there are too many; between commits, for what a commit has advanced must be kept until it ends. */
  makeRoom(): void {
    if (this.known.size >= KEPT_MAX) this.known.clear();
  }

  of(name: string): StreamHead {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const head = this.read(name);
    this.known.set(name, head);
    return head;
  }

  /** The last revision of a stream; 0 when it has no events. */
  revisionOf(name: string): number {
    const known = this.known.get(name);
    if (known !== undefined) return known.revision;
    return this.find.get(name) === undefined ? 0 : this.of(name).revision;
  }

  /** After a commit that was not taken: what was noted of these streams may not be so. */
  forget(names: readonly string[]): void {
    for (const name of names) this.known.delete(name);
  }

  private read(name: string): StreamHead {
    const id = this.find.get(name)?.['id'];
    if (id === undefined) return { id: Number(this.insert.run(name).lastInsertRowid), revision: 0 };
    return { id: Number(id), revision: this.index.lastRevision(Number(id)) };
  }
}
