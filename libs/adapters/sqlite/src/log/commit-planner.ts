import { assertCommitFits, assertLineFits, commandRecorded, eventLine, revisionConflict, type Commit, type StreamRead } from '@loyalty/ledger';
import type { AnswerRow, PreparedCommit } from './disk/prepared-commit';
import { StreamHeads, type StreamHead } from './stream-heads';
import type { StreamIds } from './stream-ids';
import type { StreamIndex } from './stream-index';
import type { TextIndex } from './text-index';

/** What finds events, answers and streams again; all run behind the log. */
export interface LogIndexes {
  readonly streams: StreamIndex;
  readonly commands: TextIndex;
  readonly names: TextIndex;
}

/**
 * Checks commits and puts them into rows. It knows where every stream and every command id stands, for this process is
 * the log's only writer. Several commits may be planned before the first is `taken`; each builds on those before it, so when
 * one is not taken the planner is good no more.
 */
export class CommitPlanner {
  private readonly heads: StreamHeads;
  /** Ids of the commands in commits that are not taken yet. */
  private readonly underWay = new Set<string>();
  private planned = 0;
  private ended = 0;

  constructor(private readonly ids: StreamIds, private readonly indexes: LogIndexes, headsMax?: number) {
    this.heads = new StreamHeads(ids, indexes.streams, headsMax);
  }

  /** Throws what a store refuses a commit for: then nothing is changed. */
  plan(commit: Commit, basePosition: number): PreparedCommit {
    assertCommitFits(commit);
    this.heads.begin(this.planned, this.ended);
    this.assertUnchanged(commit.reads);
    const newStreams: [number, string][] = [];
    const streams: number[] = [];
    const advanced: StreamHead[] = [];
    try {
      const lines = commit.events.map((event, i) => {
        const head = this.heads.of(event.stream);
        if (event.revision !== head.revision + 1) throw revisionConflict(event.stream, event.revision - 1, head.revision);
        const line = eventLine(basePosition + i + 1, commit.recordedAt, event);
        assertLineFits(line, event.stream);
        if (head.isNew && head.revision === 0) newStreams.push([head.id, event.stream]);
        head.revision = event.revision;
        advanced.push(head);
        streams.push(head.id);
        return line;
      });
      const answers = this.answers(commit, basePosition);
      const streamEntries = this.indexes.streams.rows(commit.events.length);
      const commandEntries = this.indexes.commands.rows(commit.outcomes.length);
      const nameEntries = this.indexes.names.rows(newStreams.length);
      for (const { commandId } of commit.outcomes) this.underWay.add(commandId);
      this.planned += 1;
      return { recordedAt: commit.recordedAt, basePosition, newStreams, lines, streams, revisions: commit.events.map(({ revision }) => revision), answers, streamEntries, commandEntries, nameEntries };
    } catch (error) {
      for (const head of advanced) head.revision -= 1;
      this.heads.takeBack();
      throw error;
    }
  }

  /** The commit is on the disk. */
  taken({ outcomes }: Commit, { basePosition, newStreams, streams, revisions, streamEntries, commandEntries, nameEntries }: PreparedCommit): void {
    this.ended += 1;
    this.indexes.streams.taken(streamEntries);
    this.indexes.commands.taken(commandEntries);
    this.indexes.names.taken(nameEntries);
    for (const [, name] of newStreams) this.ids.keep(name);
    streams.forEach((stream, i) => this.indexes.streams.add(stream, revisions[i]!, basePosition + i + 1));
    for (const { commandId } of outcomes) {
      this.underWay.delete(commandId);
      this.indexes.commands.add(commandId);
    }
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
      if (ids.has(commandId) || this.underWay.has(commandId) || commands.row(commandId) !== undefined) throw commandRecorded(commandId);
      ids.add(commandId);
      return [commands.head + this.underWay.size + ids.size, commandId, fingerprint, basePosition + eventsBefore, status, answer];
    });
  }
}
