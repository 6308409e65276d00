import type { IssuedSerials } from '../../domain/batch/batch-state';
import { isLeft } from '../../domain/batch/issue-serial';

/** Batches whose serials this process remembers; the one asked for longest ago is forgotten first. */
const BATCHES_MAX = 1_000;

/** Serials of one batch that commands of this process have in hand, so that thousands at once do not ask for the same one. */
export class BatchSerials {
  private readonly inHand = new Set<number>();
  /** Found to be a member's already, or disabled, or used. */
  private readonly taken = new Set<number>();
  private given: number[] = [];
  private cursor = 1;

  /** The next serial that nobody has; `size` + 1 when there is none. It must be put back. */
  take(issued: IssuedSerials, size: number): number {
    const serial = this.left(issued) ?? this.putBack(issued) ?? this.fresh(issued, size);
    if (serial <= size) this.inHand.add(serial);
    return serial;
  }

  /** A command is over; a serial that it did not give away is there for the next one. */
  release(serial: number, gaveAway: boolean): void {
    if (this.inHand.delete(serial) && !gaveAway) this.given.push(serial);
  }

  /** Nobody is to ask for this serial again. */
  pass(serial: number): void {
    this.taken.add(serial);
  }

  /** What a command should say of serials that were passed over. */
  passed(): readonly number[] {
    return [...this.taken].slice(0, 100);
  }

  /** The log knows these now. */
  told(passed: readonly number[]): void {
    for (const serial of passed) this.taken.delete(serial);
  }

  private left({ left }: IssuedSerials): number | undefined {
    return left.find((serial) => this.isFree(serial));
  }

  private putBack(issued: IssuedSerials): number | undefined {
    if (this.given.length === 0) return undefined;
    this.given = this.given.filter((serial) => isLeft(issued, serial) && this.isFree(serial));
    return this.given.shift();
  }

  private fresh({ next }: IssuedSerials, size: number): number {
    this.cursor = Math.max(this.cursor, next);
    while (!this.isFree(this.cursor)) this.cursor += 1;
    if (this.cursor > size) return size + 1;
    this.cursor += 1;
    return this.cursor - 1;
  }

  private isFree(serial: number): boolean {
    return !this.inHand.has(serial) && !this.taken.has(serial);
  }
}

/** The serials in hand of every batch in use. */
export class SerialsInHand {
  private readonly batches = new Map<string, BatchSerials>();

  of(batchId: string): BatchSerials {
    const serials = this.batches.get(batchId) ?? new BatchSerials();
    this.batches.delete(batchId);
    this.batches.set(batchId, serials);
    if (this.batches.size > BATCHES_MAX) this.batches.delete(this.batches.keys().next().value!);
    return serials;
  }
}
