import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Two bits of 2^28 for each hash; of the 32 MiB the system gives what is used. Hashes have 33 bits, the first 28 choose one bit. */
const DROPPED = 2 ** 5;
const BYTES = 2 ** 25;
/** All bits of a hash choose the other one, by the upper bits of its product with the golden ratio's fraction. */
const GOLDEN = 0x9e3779b1;
/** Both are among these 512, which is as much of the memory as a processor fetches at once. */
const LINE_BITS = 9;
/** Entries read at once, which takes two milliseconds: ten million take three seconds, between which others have their turn. */
const READ_AT_ONCE = 8_192;

/**
 * Tells of most hashes that a table does not hold them, without looking: with ten million entries, of
 * 99 in 100. It is filled from the table little by little, in the table's order, and answers for what it has read.
 */
export class HashFilter {
  private readonly bits = new Uint8Array(BYTES);
  private readonly next: StatementSync;
  /** Every entry of the table below this hash has its bit. */
  private read = 0;

  constructor(db: DatabaseSync, table: string) {
    this.next = db.prepare(`SELECT hash FROM ${table} WHERE hash >= ? ORDER BY hash LIMIT ?`);
    this.next.setReturnArrays(true);
    this.readOn();
  }

  /** Whether the table may hold this hash. Never false for one that it holds. */
  mayHold(hash: number): boolean {
    if (hash >= this.read) return true;
    const bit = Math.floor(hash / DROPPED);
    return this.isSet(bit) && this.isSet(otherOf(bit, hash));
  }

  /** To be told of every hash that will be put into the table. */
  add(hash: number): void {
    const bit = Math.floor(hash / DROPPED);
    this.put(bit);
    this.put(otherOf(bit, hash));
  }

  /** Reads some more of the table; whether there is more to read. */
  readOn(): boolean {
    if (this.read === Infinity) return false;
    const rows = this.next.all(this.read, READ_AT_ONCE) as unknown as [number][];
    for (const [hash] of rows) this.add(hash);
    // Rows of the last hash may go on behind this page, so it is read again; a page of one hash alone cannot be.
    const last = rows.at(-1)?.[0];
    this.read = rows.length < READ_AT_ONCE || last === undefined ? Infinity : Math.max(last, this.read + 1);
    return this.read < Infinity;
  }

  private isSet(bit: number): boolean {
    return (this.bits[bit >>> 3]! & (1 << (bit & 7))) !== 0;
  }

  private put(bit: number): void {
    this.bits[bit >>> 3]! |= 1 << (bit & 7);
  }
}

function otherOf(bit: number, hash: number): number {
  const within = Math.imul((hash % 2 ** 32) ^ Math.floor(hash / 2 ** 20), GOLDEN) >>> (32 - LINE_BITS);
  return ((bit >>> LINE_BITS) << LINE_BITS) | within;
}
