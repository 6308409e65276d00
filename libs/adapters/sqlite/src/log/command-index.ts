import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { corrupt } from '@loyalty/ledger';
import { HashFilter } from './hash-filter';
import { SlowMove, type Batch, type IndexRows } from './slow-move';

const GATHERED_MAX = 131_072;
/** A hash and a place among the gathered make one exact number, 33 and 20 bits, which native code sorts. */
export const HASH_BITS = 33;
const PLACES = 2 ** 20;
/** Ids that were looked up and not found; enough for all commands that are being decided. */
const ABSENT_MAX = 65_536;

/**
 * Finds the answer to a command: from its id to its row in `commands`. Ids come in no order, so an index kept inside the
 * commits would touch a page for each command. Like that of streams it runs behind: the newest ids are in memory, and
 * sorted batches of them are moved into the table a few with each commit. (docs/decisions/0003)
 */
export class CommandIndex {
  private gathered = new Map<string, number>();
  private keys: number[] = [];
  /** Ids known to be neither in the table nor in memory, with their hash. */
  private readonly absent = new Map<string, number>();
  private readonly filter: HashFilter;
  private readonly slowly = new SlowMove(() => (this.gathered.size >= this.gatheredMax ? this.gatherAnew() : undefined));
  private readonly find: StatementSync;
  private last: number;

  /** `gatheredMax` ids wait in memory before they are sorted and moved into the table. */
  constructor(db: DatabaseSync, private readonly gatheredMax = GATHERED_MAX) {
    this.find = db.prepare('SELECT number FROM commands WHERE id = ?2 AND number IN (SELECT number FROM command_ids WHERE hash = ?1)');
    this.filter = new HashFilter(db);
    this.last = Number(db.prepare("SELECT value FROM log WHERE name = 'commands_indexed'").get()?.['value'] ?? 0);
    const rest = db.prepare('SELECT number, id FROM commands WHERE number > ? ORDER BY number');
    rest.setReturnArrays(true);
    for (const row of rest.iterate(this.last)) {
      const [number, id] = row as unknown as [number, string];
      if (number !== this.last + 1) throw corrupt('command_gap', `The answers before number ${number} are missing`, { after: this.last, number });
      this.add(id);
    }
  }

  /** Number of the newest command's row; they are numbered without gaps. */
  get head(): number {
    return this.last;
  }

  /** The row of a command; undefined when the log has no answer to it. */
  row(id: string): number | undefined {
    const recent = this.gathered.get(id) ?? this.slowly.moving?.ids.get(id);
    if (recent !== undefined || this.absent.has(id)) return recent;
    const hashed = hashOf(id);
    const found = this.filter.mayHold(hashed) ? (this.find.get(hashed, id)?.['number'] as number | undefined) : undefined;
    if (found === undefined) {
      if (this.absent.size >= ABSENT_MAX) this.absent.clear();
      this.absent.set(id, hashed);
    }
    return found;
  }

  /** Learns some more of what the table holds, so that it need not be asked for what it does not; whether there is more to learn. */
  learn(): boolean {
    return this.filter.readOn();
  }

  /** Rows of (hash, number) that a commit of so many commands writes. */
  rows(commands: number): IndexRows {
    return this.slowly.rows(commands);
  }

  /** A commit with these rows is durable. Its commands are then to be added. */
  taken(rows: IndexRows): void {
    this.slowly.taken(rows);
  }

  /** Notes the next command, whose answer is durable. */
  add(id: string): void {
    const hashed = this.absent.get(id) ?? hashOf(id);
    this.absent.delete(id);
    this.keys.push(hashed * PLACES + this.keys.length);
    this.filter.add(hashed);
    this.last += 1;
    this.gathered.set(id, this.last);
  }

  private gatherAnew(): Batch & { ids: Map<string, number> } {
    const { gathered: ids, last: through } = this;
    const first = through - ids.size + 1;
    const keys = Float64Array.from(this.keys).sort();
    this.gathered = new Map();
    this.keys = [];
    return {
      ids,
      through,
      steps: keys.length,
      step: (index, into) => {
        const key = keys[index]!;
        into.push(Math.floor(key / PLACES), first + (key % PLACES));
        return 1;
      },
    };
  }
}

/** The first bits of the id's SHA-256: whoever chooses ids cannot have them fall together. */
function hashOf(id: string): number {
  return Math.floor(hash('sha256', id, 'buffer').readUIntBE(0, 6) / 2 ** (48 - HASH_BITS));
}
