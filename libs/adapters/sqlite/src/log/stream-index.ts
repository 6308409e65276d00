import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { SlowMove, type Batch, type IndexRows } from './slow-move';

/** The newest events of one stream: its revisions from `first` on are at these positions. */
interface Run {
  readonly first: number;
  readonly positions: number[];
}

type Runs = Map<number, Run>;

const GATHERED_MAX = 131_072;

/**
 * Finds the events of a stream. The table runs behind the log: entries are gathered in memory and moved into it in
 * sorted order, a few with each commit, so that a commit does not touch a page of the table for each of its streams.
 * What is not in the table when a process dies is read from the log at the next start. (docs/decisions/0003)
 */
export class StreamIndex {
  private gathered: Runs = new Map();
  private gatheredCount = 0;
  private readonly slowly = new SlowMove(() => (this.gatheredCount >= this.gatheredMax ? this.gatherAnew() : undefined));
  private readonly find: StatementSync;
  private readonly last: StatementSync;
  private head: number;

  /** `gatheredMax` events wait in memory before they are sorted and moved into the table. */
  constructor(db: DatabaseSync, private readonly gatheredMax = GATHERED_MAX) {
    this.find = arrays(db.prepare('SELECT position FROM stream_events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?'));
    this.last = db.prepare('SELECT max(revision) AS revision FROM stream_events WHERE stream = ?');
    this.head = Number(db.prepare("SELECT value FROM log WHERE name = 'indexed'").get()?.['value'] ?? 0);
    const rest = arrays(db.prepare('SELECT position, stream, revision FROM events WHERE position > ? ORDER BY position'));
    for (const row of rest.iterate(this.head)) {
      const [position, stream, revision] = row as unknown as [number, number, number];
      this.add(stream, revision, position);
    }
  }

  /** Positions of a stream's events after a revision, in order. */
  positions(stream: number, after: number, limit: number): number[] {
    const found = (this.find.all(stream, after, limit) as unknown as [number][]).map(([position]) => position);
    for (const runs of [this.slowly.moving?.runs, this.gathered]) {
      const run = runs?.get(stream);
      if (run === undefined || found.length >= limit) continue;
      const from = Math.max(after + found.length + 1 - run.first, 0);
      for (let i = from; i < run.positions.length && found.length < limit; i += 1) found.push(run.positions[i]!);
    }
    return found;
  }

  /** The last revision of a stream; 0 when it has none. */
  lastRevision(stream: number): number {
    const run = this.gathered.get(stream) ?? this.slowly.moving?.runs.get(stream);
    if (run !== undefined) return run.first + run.positions.length - 1;
    return Number(this.last.get(stream)?.['revision'] ?? 0);
  }

  /** Rows of (stream, revision, position) that a commit of so many events writes. */
  rows(events: number): IndexRows {
    return this.slowly.rows(events);
  }

  /** A commit with these rows is durable. Its events are then to be added. */
  taken(rows: IndexRows): void {
    this.slowly.taken(rows);
  }

  /** Notes an event that is durable. */
  add(stream: number, revision: number, position: number): void {
    const run = this.gathered.get(stream);
    if (run === undefined) this.gathered.set(stream, { first: revision, positions: [position] });
    else run.positions.push(position);
    this.gatheredCount += 1;
    this.head = position;
  }

  private gatherAnew(): Batch & { runs: Runs } {
    const { gathered: runs, head: through } = this;
    const queue = [...runs].sort(([a], [b]) => a - b);
    this.gathered = new Map();
    this.gatheredCount = 0;
    return {
      runs,
      through,
      steps: queue.length,
      step: (index, into) => {
        const [stream, { first, positions }] = queue[index]!;
        for (let i = 0; i < positions.length; i += 1) into.push(stream, first + i, positions[i]!);
        return positions.length;
      },
    };
  }
}

function arrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}
