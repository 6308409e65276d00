import { ANY, isAsExpected, type ExpectedState } from './expected-state';
import type { DoubleStorage } from './storage';
import { sizeOf, type ProposedRecord, type StoredRecord } from './stored-record';

export interface Violation {
  readonly stream: string;
  readonly expected: ExpectedState;
  /** Last revision of the stream; -1 when there is none. */
  readonly actual: number;
}

export type Appended =
  | { readonly kind: 'written'; readonly position: number; readonly revisions: ReadonlyMap<string, number> }
  | { readonly kind: 'refused'; readonly violations: readonly Violation[] };

/** The log behind the double: every record in order, by stream and by position. */
export class RecordLog {
  readonly all: StoredRecord[] = [];
  private readonly streams = new Map<string, StoredRecord[]>();
  private readonly ids = new Map<string, StoredRecord>();
  private readonly waiting = new Set<() => void>();
  private next = 0;

  constructor(private readonly storage: DoubleStorage, private readonly nowMs: () => number, private readonly remembersIds = true) {
    for (const transaction of storage.load()) this.take(transaction);
  }

  /** The records of a stream, oldest first; undefined when there is none. */
  stream(name: string): readonly StoredRecord[] | undefined {
    return this.streams.get(name);
  }

  /** Index in `all` of the first record at or after a position. */
  indexAt(position: number): number {
    let low = 0;
    for (let high = this.all.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (this.all[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** All records become durable together, in the order given, if every stream is as expected; else none. */
  append(records: readonly ProposedRecord[], checks: ReadonlyMap<string, ExpectedState>): Appended {
    const before = this.writtenBefore(records, checks);
    if (before !== undefined) return before;
    const violations = [...checks].map(([stream, expected]) => ({ stream, expected, actual: this.lastRevision(stream) }))
      .filter(({ expected, actual }) => !isAsExpected(expected, actual));
    if (violations.length > 0) return { kind: 'refused', violations };
    const transaction = this.place(records);
    this.storage.keep(transaction);
    this.take(transaction);
    for (const wake of [...this.waiting]) wake();
    return this.written(records.map(({ stream }) => stream));
  }

  /** Resolves when there is more than so many records, or the signal aborts. */
  async more(than: number, signal: AbortSignal): Promise<void> {
    if (this.all.length > than || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.add(resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    this.waiting.delete(resolve);
  }

  close(): void {
    this.storage.close();
  }

  private lastRevision(stream: string): number {
    return (this.streams.get(stream)?.length ?? 0) - 1;
  }

  /**
   * A request whose records are there already, each with its id where it was expected to be written, is answered as
   * written once more, whatever became of streams that it only checks: so the server treats a client that did not hear
   * its answer, as long as it remembers the ids.
   */
  private writtenBefore(records: readonly ProposedRecord[], checks: ReadonlyMap<string, ExpectedState>): Appended | undefined {
    if (!this.remembersIds) return undefined;
    const next = new Map<string, number>();
    for (const { stream, id } of records) {
      const expected = checks.get(stream) ?? ANY;
      const found = this.ids.get(id);
      if (found === undefined || found.stream !== stream) return undefined;
      const revision = next.get(stream) ?? (expected >= -1 ? expected + 1 : found.revision);
      if (found.revision !== revision) return undefined;
      next.set(stream, revision + 1);
    }
    return records.length === 0 ? undefined : this.written([...next.keys()], this.ids.get(records.at(-1)!.id)!.position);
  }

  private written(streams: Iterable<string>, position = this.all.at(-1)?.position ?? 0): Appended {
    return { kind: 'written', position, revisions: new Map([...new Set(streams)].map((stream) => [stream, this.lastRevision(stream)])) };
  }

  private place(records: readonly ProposedRecord[]): StoredRecord[] {
    const created = this.nowMs();
    const revisions = new Map<string, number>();
    let position = this.next;
    return records.map((record) => {
      const revision = (revisions.get(record.stream) ?? this.lastRevision(record.stream)) + 1;
      revisions.set(record.stream, revision);
      const placed = { ...record, revision, position, created };
      position += sizeOf(record);
      return placed;
    });
  }

  private take(transaction: readonly StoredRecord[]): void {
    for (const record of transaction) {
      this.all.push(record);
      const stream = this.streams.get(record.stream);
      if (stream === undefined) this.streams.set(record.stream, [record]);
      else stream.push(record);
      this.ids.set(record.id, record);
      this.next = record.position + sizeOf(record);
    }
  }
}
