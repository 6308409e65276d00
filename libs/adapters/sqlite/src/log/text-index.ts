import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { corrupt } from '@loyalty/ledger';
import { HashFilter } from './hash-filter';
import { SlowMove, type Batch, type IndexRows } from './slow-move';

const GATHERED_MAX = 131_072;
/** A hash and a place among the gathered make one exact number, 33 and 20 bits, which native code sorts. */
export const HASH_BITS = 33;
const PLACES = 2 ** 20;
/** Texts that were looked up and not found; enough for all commands that are being decided. */
const ABSENT_MAX = 65_536;

/** A table of numbered texts, and the table of hashes that finds a text's row. */
export interface IndexedTexts {
  readonly table: string;
  readonly number: string;
  readonly text: string;
  readonly hashes: string;
  /** Its name in the table `log`, where it is noted how far the hashes go. */
  readonly mark: string;
  /** The finding when a row that is not indexed yet is missing. */
  readonly gap: string;
}

export const COMMAND_IDS: IndexedTexts = { table: 'commands', number: 'number', text: 'id', hashes: 'command_ids', mark: 'commands_indexed', gap: 'command_gap' };
export const STREAM_NAMES: IndexedTexts = { table: 'streams', number: 'id', text: 'name', hashes: 'stream_names', mark: 'streams_indexed', gap: 'stream_gap' };

/**
 * Finds a text's row: the answer to a command by its id, a stream by its name. Texts come in no order, so an index kept
 * inside the commits would touch a page for each. Like that of streams' events it runs behind: the newest are in memory, and
 * sorted batches of them are moved into the table a few with each commit. (docs/decisions/0003)
 */
export class TextIndex {
  private gathered = new Map<string, number>();
  private keys: number[] = [];
  /** Texts known to be neither in the table nor in memory, with their hash. */
  private readonly absent = new Map<string, number>();
  private readonly filter: HashFilter;
  private readonly slowly = new SlowMove(() => (this.gathered.size >= this.gatheredMax ? this.gatherAnew() : undefined));
  private readonly find: StatementSync;
  private last: number;

  /** `gatheredMax` texts wait in memory before they are sorted and moved into the table. */
  constructor(db: DatabaseSync, { table, number, text, hashes, mark, gap }: IndexedTexts, private readonly gatheredMax = GATHERED_MAX) {
    this.find = db.prepare(`SELECT ${number} AS number FROM ${table} WHERE ${text} = ?2 AND ${number} IN (SELECT number FROM ${hashes} WHERE hash = ?1)`);
    this.filter = new HashFilter(db, hashes);
    this.last = Number(db.prepare('SELECT value FROM log WHERE name = ?').get(mark)?.['value'] ?? 0);
    const rest = db.prepare(`SELECT ${number}, ${text} FROM ${table} WHERE ${number} > ? ORDER BY ${number}`);
    rest.setReturnArrays(true);
    for (const row of rest.iterate(this.last)) {
      const [found, one] = row as unknown as [number, string];
      if (found !== this.last + 1) throw corrupt(gap, `The rows of ${table} before number ${found} are missing`, { after: this.last, number: found });
      this.add(one);
    }
  }

  /** Number of the newest row; they are numbered without gaps. */
  get head(): number {
    return this.last;
  }

  /** The row of a text; undefined when it has none. */
  row(text: string): number | undefined {
    if (this.absent.has(text)) return undefined;
    const recent = this.gathered.get(text) ?? this.slowly.moving?.texts.get(text);
    if (recent !== undefined) return recent;
    const hashed = hashOf(text);
    const found = this.filter.mayHold(hashed) ? (this.find.get(hashed, text)?.['number'] as number | undefined) : undefined;
    if (found === undefined) {
      if (this.absent.size >= ABSENT_MAX) this.absent.clear();
      this.absent.set(text, hashed);
    }
    return found;
  }

  /** Learns some more of what the table holds, so that it need not be asked for what it does not; whether there is more to learn. */
  learn(): boolean {
    return this.filter.readOn();
  }

  /** Rows of (hash, number) that a commit of so many texts writes. */
  rows(texts: number): IndexRows {
    return this.slowly.rows(texts);
  }

  /** A commit with these rows is durable. Its texts are then to be added. */
  taken(rows: IndexRows): void {
    this.slowly.taken(rows);
  }

  /** Notes the text of the next row, which is durable. */
  add(text: string): void {
    const hashed = this.absent.get(text) ?? hashOf(text);
    this.absent.delete(text);
    this.keys.push(hashed * PLACES + this.keys.length);
    this.last += 1;
    this.gathered.set(text, this.last);
  }

  private gatherAnew(): Batch & { texts: Map<string, number> } {
    const { gathered: texts, last: through } = this;
    const first = through - texts.size + 1;
    const keys = Float64Array.from(this.keys).sort();
    this.gathered = new Map();
    this.keys = [];
    return {
      texts,
      through,
      steps: keys.length,
      step: (index, into) => {
        const key = keys[index]!;
        const hashed = Math.floor(key / PLACES);
        // Told now rather than when the text came: in the order of the hashes the filter's memory is gone through once.
        this.filter.add(hashed);
        into.push(hashed, first + (key % PLACES));
        return 1;
      },
    };
  }
}

/** The first bits of the text's SHA-256: whoever chooses ids cannot have them fall together. */
export function hashOf(text: string): number {
  return Math.floor(parseInt(hash('sha256', text, 'hex').slice(0, 9), 16) / 2 ** (36 - HASH_BITS));
}
