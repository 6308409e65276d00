import type { TextIndex } from './text-index';

const KEPT_MAX = 200_000;

/** The numbers that streams have in the tables: 1, 2, 3 … in the order in which they began. */
export class StreamIds {
  private readonly known = new Map<string, number>();
  /** Numbers that were given and are not durable yet. */
  private given = 0;

  constructor(private readonly names: TextIndex) {}

  /** Undefined when no event of the stream is durable. */
  find(name: string): number | undefined {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const id = this.names.row(name);
    if (id === undefined) return undefined;
    if (this.known.size >= KEPT_MAX) this.known.clear();
    this.known.set(name, id);
    return id;
  }

  /** A number for a stream that has none. */
  next(): number {
    return this.names.head + (this.given += 1);
  }

  /** The newest numbers were not needed after all. */
  takeBack(count: number): void {
    this.given -= count;
  }

  /** The next of the streams that were given a number is durable. */
  keep(name: string): void {
    this.names.add(name);
    this.given -= 1;
  }
}
