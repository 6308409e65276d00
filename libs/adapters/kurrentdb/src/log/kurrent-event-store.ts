import { storeClosed, type AppendReceipt, type CommandOutcome, type Commit, type EventStore, type Page, type ReadAllOptions, type RecordedEvent, type Snapshot } from '@loyalty/ledger';
import { Connection } from '../connection/connection';
import { CommitWriter } from './commit-writer';
import { follow } from './following';
import { lastCommit } from './log-end';
import { logIdentity } from './log-identity';
import { LogReader } from './log-reader';
import { Marks } from './marks';
import { withDefaults, type KurrentOptions, type KurrentParts } from './parts';
import { Snapshots } from './snapshots';

/**
 * The log in KurrentDB, for any number of writers. A commit is one atomic append; its record in the stream of commits
 * gives every event of every writer its place, so positions have no gaps and time never goes back in the log.
 */
export class KurrentEventStore implements EventStore {
  private readonly marks: Marks;
  private readonly reader: LogReader;
  private readonly writer: CommitWriter;
  private readonly snapshots: Snapshots;
  private readonly closing = new AbortController();
  private closed: Promise<void> | undefined;

  readonly shared = true;

  private constructor(readonly logId: string, private readonly connection: Connection, private readonly parts: KurrentParts) {
    this.marks = new Marks(connection);
    this.reader = new LogReader(connection, this.marks);
    this.writer = new CommitWriter(connection, parts, this.closing.signal);
    this.snapshots = new Snapshots(connection, parts.newId);
  }

  /** Throws `event_store_url_invalid`, `store_unavailable` when the server stays away or is too old, `log_unknown`. */
  static async open(url: string, options: KurrentOptions): Promise<KurrentEventStore> {
    const parts = withDefaults(options);
    const connection = Connection.to(url);
    try {
      return new KurrentEventStore(await logIdentity(connection, parts), connection, parts);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async append(commit: Commit): Promise<AppendReceipt> {
    this.assertOpen();
    const { basePosition, position, number, place, recordedAt } = await this.writer.write(commit);
    this.marks.remember({ number, position, place });
    return recordedAt === commit.recordedAt ? { basePosition } : { basePosition, recordedAt };
  }

  async readStream(stream: string, options: { after: number; limit: number }): Promise<readonly RecordedEvent[]> {
    this.assertOpen();
    return this.reader.stream(stream, options);
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    this.assertOpen();
    return this.reader.page(options);
  }

  subscribe(options: ReadAllOptions & { signal: AbortSignal }): AsyncIterable<Page> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return follow(this.connection, this.marks, this.parts, { ...options, signal });
  }

  async outcomes(commandIds: readonly string[]): Promise<readonly (CommandOutcome | undefined)[]> {
    this.assertOpen();
    return this.reader.outcomes(commandIds);
  }

  async head(): Promise<number> {
    this.assertOpen();
    return (await lastCommit(this.connection))?.position ?? 0;
  }

  async readSnapshot(stream: string): Promise<Snapshot | undefined> {
    this.assertOpen();
    return this.snapshots.read(stream);
  }

  async writeSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    this.assertOpen();
    await this.snapshots.write(snapshots);
  }

  close(): Promise<void> {
    this.closing.abort();
    return (this.closed ??= this.writer.settled().then(() => this.connection.close()));
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw storeClosed();
  }
}
