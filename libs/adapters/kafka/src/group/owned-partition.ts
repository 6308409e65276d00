import { SettledPositions } from '@loyalty/messaging';
import type { KafkaRecord } from './record';

/** A partition for as long as this member owns it. Positions are next offsets: everything before one is settled. */
export class OwnedPartition {
  /** Given to another member, or to this one anew: whatever becomes of its records counts no more. */
  lost = false;
  paused = false;
  /** Offset behind the last record that the broker has told of. */
  end: number;
  /** What the broker remembers. */
  committed: number;
  readonly settled: SettledPositions;
  private backlog: KafkaRecord[] = [];
  private next = 0;
  private waiting: (() => void)[] = [];

  constructor(readonly topic: string, readonly partition: number, start: number, end: number) {
    this.settled = new SettledPositions(start);
    this.committed = start;
    this.end = Math.max(start, end);
  }

  /** Fetched and not taken. */
  get waitingRecords(): number {
    return this.backlog.length - this.next;
  }

  receive(records: readonly KafkaRecord[]): void {
    if (this.waitingRecords === 0) {
      this.backlog = [...records];
      this.next = 0;
    } else this.backlog.push(...records);
  }

  shift(): KafkaRecord | undefined {
    const record = this.backlog[this.next];
    if (record === undefined) return undefined;
    this.next += 1;
    if (this.next === this.backlog.length) this.tell();
    return record;
  }

  /** Resolves when all that was fetched is taken, or will never be. */
  emptied(): Promise<void> {
    return this.waitingRecords === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Takes nothing more of what was fetched: it comes again. */
  drop(): void {
    this.backlog = [];
    this.next = 0;
    this.tell();
  }

  private tell(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
