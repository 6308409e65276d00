import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { corrupt, leafHash, type Frontier, type Snapshot } from '@loyalty/ledger';
import type { LogEnd } from '../assert-sound';
import type { IndexRows } from '../slow-move';
import { StoredTree } from '../tree';
import type { AnswerRow, PreparedCommit } from './prepared-commit';

/** Writes commits: events, answers, the tree and its root in one transaction, so in one fsync. */
export class CommitWriter {
  private readonly begin: StatementSync;
  private readonly insertStream: StatementSync;
  private readonly insertEvent: StatementSync;
  private readonly insertAnswer: StatementSync;
  private readonly insertCommit: StatementSync;
  private readonly insertStreamEntry: StatementSync;
  private readonly insertCommandEntry: StatementSync;
  private readonly insertNameEntry: StatementSync;
  private readonly insertSnapshot: StatementSync;
  private readonly setIndexed: StatementSync;
  private readonly end: StatementSync;
  private readonly keepNode: ReturnType<StoredTree['keeper']>;
  /** Where the log ended after this writer's last commit. */
  private last: LogEnd | undefined;

  /** `readEnd` finds where the log ends; `assertHeld` throws within a transaction when this writer may write no longer. */
  constructor(private readonly db: DatabaseSync, private readonly readEnd: () => LogEnd, private readonly assertHeld: () => void) {
    this.keepNode = new StoredTree(db).keeper();
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.insertStream = db.prepare('INSERT INTO streams VALUES (?, ?)');
    this.insertEvent = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)');
    this.insertAnswer = db.prepare('INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.insertCommit = db.prepare('INSERT INTO commits VALUES (?, ?, ?, ?)');
    this.insertStreamEntry = db.prepare('INSERT OR IGNORE INTO stream_events VALUES (?, ?, ?)');
    this.insertCommandEntry = db.prepare('INSERT OR IGNORE INTO command_ids VALUES (?, ?)');
    this.insertNameEntry = db.prepare('INSERT OR IGNORE INTO stream_names VALUES (?, ?)');
    this.insertSnapshot = db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)');
    this.setIndexed = db.prepare('INSERT OR REPLACE INTO log VALUES (?, ?)');
    this.end = db.prepare('COMMIT');
  }

  /**
   * All of the commit or nothing. `otherWrote`: not this writer made the last commit, so where the log ends is to be read.
   * Throws `fenced`, or what SQLite throws.
   */
  write(commit: PreparedCommit, otherWrote = false): void {
    if (otherWrote) this.last = undefined;
    this.last = this.transaction(() => {
      this.assertHeld();
      const { frontier: end, number } = this.last ?? this.readEnd();
      const frontier = end.copy();
      if (commit.basePosition !== frontier.size) throw corrupt('position_gap', `The log ends at ${frontier.size}, not at ${commit.basePosition}`, { head: frontier.size, basePosition: commit.basePosition });
      for (const [id, name] of commit.newStreams) this.insertStream.run(id, name);
      commit.lines.forEach((line, i) => this.writeEvent(frontier, commit.streams[i]!, commit.revisions[i]!, line));
      for (const answer of commit.answers) this.writeAnswer(answer, commit.recordedAt);
      this.insertCommit.run(number + 1, frontier.size, commit.recordedAt, frontier.root());
      this.writeIndex('indexed', commit.streamEntries, 3, this.insertStreamEntry);
      this.writeIndex('commands_indexed', commit.commandEntries, 2, this.insertCommandEntry);
      this.writeIndex('streams_indexed', commit.nameEntries, 2, this.insertNameEntry);
      return { frontier, number: number + 1 };
    });
  }

  writeSnapshots(snapshots: readonly Snapshot[]): void {
    this.transaction(() => {
      for (const { stream, revision, stateVersion, state } of snapshots) this.insertSnapshot.run(stream, revision, stateVersion, state);
    });
  }

  private transaction<T>(work: () => T): T {
    this.begin.run();
    try {
      const done = work();
      this.end.run();
      return done;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  private writeEvent(frontier: Frontier, stream: number, revision: number, line: string): void {
    const leaf = leafHash(line);
    this.insertEvent.run(frontier.size + 1, stream, revision, line, leaf);
    frontier.append(leaf, this.keepNode);
  }

  private writeAnswer([number, id, fingerprint, position, status, answer]: AnswerRow, recordedAt: string): void {
    this.insertAnswer.run(number, id, fingerprint, position, recordedAt, status, answer);
  }

  private writeIndex(name: string, { values, through }: IndexRows, columns: number, insert: StatementSync): void {
    for (let i = 0; i < values.length; i += columns) insert.run(...values.slice(i, i + columns));
    if (through !== undefined) this.setIndexed.run(name, String(through));
  }
}
