import { DomainError } from '@loyalty/kernel';
import { baseNotTaken, checkpointAhead, commandRecorded, fenced, revisionConflict, storeClosed, storeUnavailable } from '../log/errors';
import type { RecordedEvent } from '../log/event';
import type { AppendReceipt, Commit, EventStore, Page, ReadAllOptions, Snapshot } from '../log/event-store';
import { eventLine, parseEventLine } from '../log/leaf';
import { assertCommitFits, assertLimit, assertLineFits } from '../log/limits';
import { keep, LiveTail } from '../log/live-tail';
import type { CommandOutcome } from '../log/outcome';
import { subscribeByReading } from '../log/subscription';
import { Frontier } from '../proof/frontier';
import { leafHash } from '../proof/hash';
import { memoryDisk, type MemoryDisk } from './memory-disk';

/** Where a simulator may delay, fail or crash the store; each hook is awaited, and throws to make the call fail. */
export interface MemoryFaults {
  /** Before anything of the commit is looked at. */
  beforeAppend?(): Promise<void> | void;
  /** After the commit was written, before it is synced: what throws here leaves nothing behind. */
  beforeSync?(): Promise<void> | void;
  /** After the commit is durable, before the caller hears of it: what throws here makes the answer ambiguous. */
  afterSync?(): Promise<void> | void;
  beforeRead?(): Promise<void> | void;
}

/** The log in memory, for unit tests and the simulator: the same promises as on disk, and faults on demand. */
export class MemoryEventStore implements EventStore {
  readonly logId: string;
  readonly appendsAtOnce: number;
  private readonly tail: LiveTail;
  private readonly frontier = new Frontier();
  private readonly closing = new AbortController();
  private readonly epoch: number;
  private closed = false;
  private appending: Promise<unknown> = Promise.resolve();
  private readonly refused = new WeakSet<Commit>();

  constructor(readonly disk: MemoryDisk = memoryDisk(), private readonly faults: MemoryFaults = {}, { appendsAtOnce = 1 }: { readonly appendsAtOnce?: number } = {}) {
    this.appendsAtOnce = appendsAtOnce;
    this.logId = disk.logId;
    this.epoch = disk.epoch += 1;
    this.tail = new LiveTail(disk.events.length);
    for (const line of disk.lines) this.frontier.append(leafHash(line));
  }

  append(commit: Commit): Promise<AppendReceipt> {
    if (this.closed) return Promise.reject(storeClosed());
    const result = this.appending.then(() => this.appendNow(commit));
    this.appending = result.catch(() => this.refused.add(commit));
    return result;
  }

  private async appendNow(commit: Commit): Promise<AppendReceipt> {
    await this.fault(this.faults.beforeAppend);
    if (commit.after !== undefined && this.refused.has(commit.after)) throw baseNotTaken();
    assertCommitFits(commit);
    this.assertRevisions(commit);
    this.assertNew(commit);
    const basePosition = this.disk.events.length;
    const lines = commit.events.map((event, i) => eventLine(basePosition + i + 1, commit.recordedAt, event));
    commit.events.forEach(({ stream }, i) => assertLineFits(lines[i]!, stream));
    await this.fault(this.faults.beforeSync);
    if (this.epoch !== this.disk.epoch) throw fenced(this.epoch, this.disk.epoch);
    this.makeDurable(commit, lines, basePosition);
    this.tail.push(lines);
    await this.fault(this.faults.afterSync);
    return { basePosition };
  }

  private assertRevisions({ events, reads = [] }: Commit): void {
    const heads = new Map<string, number>();
    const headOf = (stream: string) => heads.get(stream) ?? this.disk.streams.get(stream)?.length ?? 0;
    for (const { stream, revision } of reads) if (headOf(stream) !== revision) throw revisionConflict(stream, revision, headOf(stream));
    for (const { stream, revision } of events) {
      const head = headOf(stream);
      if (revision !== head + 1) throw revisionConflict(stream, revision - 1, head);
      heads.set(stream, revision);
    }
  }

  private assertNew({ outcomes }: Commit): void {
    const ids = new Set<string>();
    for (const { commandId } of outcomes) {
      if (ids.has(commandId) || this.disk.outcomes.has(commandId)) throw commandRecorded(commandId);
      ids.add(commandId);
    }
  }

  private makeDurable(commit: Commit, lines: readonly string[], basePosition: number): void {
    const { disk, frontier } = this;
    for (const line of lines) {
      const event: RecordedEvent = parseEventLine(line);
      disk.lines.push(line);
      disk.events.push(event);
      const stream = disk.streams.get(event.stream);
      if (stream) stream.push(event);
      else disk.streams.set(event.stream, [event]);
      frontier.append(leafHash(line));
    }
    for (const { eventsBefore, ...outcome } of commit.outcomes) {
      disk.outcomes.set(outcome.commandId, { ...outcome, recordedAt: commit.recordedAt, position: basePosition + eventsBefore });
    }
    disk.commits.push({ position: disk.events.length, root: frontier.root() });
  }

  async readStream(stream: string, { after, limit }: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    await this.reading();
    return (this.disk.streams.get(stream) ?? []).slice(after, after + limit);
  }

  async readAll({ after, limit, categories }: ReadAllOptions): Promise<Page> {
    await this.reading();
    assertLimit(limit);
    if (after > this.disk.events.length) throw checkpointAhead('reader', after, this.disk.events.length);
    const seen = this.disk.events.slice(after, after + limit);
    return { events: keep(seen, categories), through: after + seen.length };
  }

  subscribe(options: ReadAllOptions & { signal: AbortSignal }): AsyncIterable<Page> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return subscribeByReading({ ...options, signal }, this.tail, (next) => this.readAll(next));
  }

  async outcomes(commandIds: readonly string[]): Promise<readonly (CommandOutcome | undefined)[]> {
    await this.reading();
    return commandIds.map((id) => this.disk.outcomes.get(id));
  }

  async head(): Promise<number> {
    await this.reading();
    return this.disk.events.length;
  }

  async readSnapshot(stream: string): Promise<Snapshot | undefined> {
    await this.reading();
    return this.disk.snapshots.get(stream);
  }

  async writeSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    await this.reading();
    for (const snapshot of snapshots) this.disk.snapshots.set(snapshot.stream, snapshot);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.appending;
    this.closing.abort();
  }

  private async reading(): Promise<void> {
    if (this.closed) throw storeClosed();
    await this.fault(this.faults.beforeRead);
  }

  /** Whatever a hook throws, the store was not available. */
  private async fault(hook: (() => Promise<void> | void) | undefined): Promise<void> {
    try {
      await hook?.call(this.faults);
    } catch (error) {
      throw error instanceof DomainError ? error : storeUnavailable('a fault was injected', error);
    }
  }
}
