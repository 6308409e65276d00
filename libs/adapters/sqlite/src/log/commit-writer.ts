import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { assertCommitFits, assertLineFits, commandRecorded, eventLine, leafHash, revisionConflict, type Commit, type EventToAppend, type Frontier, type StreamRead } from '@loyalty/ledger';
import { isConstraint } from '../sqlite-error';
import type { LogEnd } from './assert-sound';
import { StreamHeads } from './stream-heads';
import type { StreamIndex } from './stream-index';
import { StoredTree } from './tree';

/** What a commit came to, once it is on disk. */
export interface Written {
  readonly basePosition: number;
  readonly lines: readonly string[];
}

/** Writes commits: events, outcomes, the tree and its root in one transaction, so in one fsync. */
export class CommitWriter {
  private readonly heads: StreamHeads;
  private readonly begin: StatementSync;
  private readonly insertEvent: StatementSync;
  private readonly insertCommand: StatementSync;
  private readonly insertCommit: StatementSync;
  private readonly end: StatementSync;
  private readonly keepNode: ReturnType<StoredTree['keeper']>;
  private frontier: Frontier;
  private number: number;

  constructor(private readonly db: DatabaseSync, end: LogEnd, private readonly index: StreamIndex, private readonly assertHeld: () => void) {
    ({ frontier: this.frontier, number: this.number } = end);
    this.heads = new StreamHeads(db, index);
    this.keepNode = new StoredTree(db).keeper();
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.insertEvent = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)');
    this.insertCommand = db.prepare('INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?)');
    this.insertCommit = db.prepare('INSERT INTO commits VALUES (?, ?, ?, ?)');
    this.end = db.prepare('COMMIT');
  }

  /** All of the commit or nothing. */
  write(commit: Commit): Written {
    assertCommitFits(commit);
    this.heads.makeRoom();
    const basePosition = this.frontier.size;
    const frontier = this.frontier.copy();
    let undoMove = () => undefined as void;
    this.begin.run();
    try {
      this.assertHeld();
      this.assertUnchanged(commit.reads);
      const lines = commit.events.map((event) => this.writeEvent(event, commit, frontier));
      this.writeOutcomes(commit, basePosition);
      this.insertCommit.run(this.number + 1, frontier.size, commit.recordedAt, frontier.root());
      undoMove = this.index.move(commit.events.length);
      this.end.run();
      commit.events.forEach(({ stream, revision }, i) => this.index.add(this.heads.of(stream).id, revision, basePosition + i + 1));
      this.frontier = frontier;
      this.number += 1;
      return { basePosition, lines };
    } catch (error) {
      undoMove();
      this.heads.forget(commit.events.map(({ stream }) => stream));
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  private assertUnchanged(reads: readonly StreamRead[] = []): void {
    for (const { stream, revision } of reads) {
      const actual = this.heads.revisionOf(stream);
      if (actual !== revision) throw revisionConflict(stream, revision, actual);
    }
  }

  private writeEvent(event: EventToAppend, { recordedAt }: Commit, frontier: Frontier): string {
    const head = this.heads.of(event.stream);
    if (event.revision !== head.revision + 1) throw revisionConflict(event.stream, event.revision - 1, head.revision);
    const position = frontier.size + 1;
    const line = eventLine(position, recordedAt, event);
    assertLineFits(line, event.stream);
    const leaf = leafHash(line);
    this.insertEvent.run(position, head.id, event.revision, line, leaf);
    frontier.append(leaf, this.keepNode);
    head.revision = event.revision;
    return line;
  }

  private writeOutcomes({ outcomes, recordedAt }: Commit, basePosition: number): void {
    for (const { commandId, fingerprint, status, answer, eventsBefore } of outcomes) {
      try {
        this.insertCommand.run(commandId, fingerprint, basePosition + eventsBefore, recordedAt, status, answer);
      } catch (error) {
        throw isConstraint(error) ? commandRecorded(commandId) : error;
      }
    }
  }
}
