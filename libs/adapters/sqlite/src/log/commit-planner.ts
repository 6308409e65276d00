import { assertCommitFits, assertLineFits, commandRecorded, eventLine, revisionConflict, type Commit, type StreamRead } from '@loyalty/ledger';
import type { CommandIndex } from './command-index';
import type { AnswerRow, PreparedCommit } from './disk/prepared-commit';
import { StreamHeads } from './stream-heads';
import type { StreamIds } from './stream-ids';
import type { StreamIndex } from './stream-index';

/** What finds events and answers again; both run behind the log. */
export interface LogIndexes {
  readonly streams: StreamIndex;
  readonly commands: CommandIndex;
}

/**
 * Checks commits and puts them into rows. It knows where every stream and every command id stands, for this process is
 * the log's only writer. After each `plan` comes `taken` or `refused` before the next.
 */
export class CommitPlanner {
  private readonly heads: StreamHeads;

  constructor(private readonly ids: StreamIds, private readonly indexes: LogIndexes) {
    this.heads = new StreamHeads(ids, indexes.streams);
  }

  /** Throws what a store refuses a commit for: then there is nothing to take back. */
  plan(commit: Commit, basePosition: number): PreparedCommit {
    assertCommitFits(commit);
    this.heads.makeRoom();
    try {
      this.assertUnchanged(commit.reads);
      const newStreams: [number, string][] = [];
      const streams: number[] = [];
      const lines = commit.events.map((event, i) => {
        const head = this.heads.of(event.stream);
        if (event.revision !== head.revision + 1) throw revisionConflict(event.stream, event.revision - 1, head.revision);
        const line = eventLine(basePosition + i + 1, commit.recordedAt, event);
        assertLineFits(line, event.stream);
        if (head.isNew && head.revision === 0) newStreams.push([head.id, event.stream]);
        head.revision = event.revision;
        streams.push(head.id);
        return line;
      });
      const answers = this.answers(commit, basePosition);
      const streamEntries = this.indexes.streams.rows(commit.events.length);
      const commandEntries = this.indexes.commands.rows(commit.outcomes.length);
      return { recordedAt: commit.recordedAt, basePosition, newStreams, lines, streams, revisions: commit.events.map(({ revision }) => revision), answers, streamEntries, commandEntries };
    } catch (error) {
      this.refused(commit);
      throw error;
    }
  }

  /** The commit is on the disk. */
  taken({ outcomes }: Commit, { basePosition, newStreams, streams, revisions }: PreparedCommit): void {
    for (const [id, name] of newStreams) this.ids.keep(name, id);
    this.indexes.streams.taken();
    this.indexes.commands.taken();
    streams.forEach((stream, i) => this.indexes.streams.add(stream, revisions[i]!, basePosition + i + 1));
    for (const { commandId } of outcomes) this.indexes.commands.add(commandId);
  }

  /** The commit left nothing behind. */
  refused({ events }: Commit): void {
    this.heads.forget(events.map(({ stream }) => stream));
    this.indexes.streams.refused();
    this.indexes.commands.refused();
  }

  private assertUnchanged(reads: readonly StreamRead[] = []): void {
    for (const { stream, revision } of reads) {
      const actual = this.heads.revisionOf(stream);
      if (actual !== revision) throw revisionConflict(stream, revision, actual);
    }
  }

  private answers({ outcomes }: Commit, basePosition: number): AnswerRow[] {
    const { commands } = this.indexes;
    const ids = new Set<string>();
    return outcomes.map(({ commandId, fingerprint, status, answer, eventsBefore }) => {
      if (ids.has(commandId) || commands.row(commandId) !== undefined) throw commandRecorded(commandId);
      ids.add(commandId);
      return [commands.head + ids.size, commandId, fingerprint, basePosition + eventsBefore, status, answer];
    });
  }
}
