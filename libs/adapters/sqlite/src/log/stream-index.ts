import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The newest events of one stream: its revisions from `first` on are at these positions. */
interface Run {
  readonly first: number;
  readonly positions: number[];
}

type Runs = Map<number, Run>;

const GATHERED_MAX = 131_072;
/** Entries moved along with a commit, for each event of it: more than one, so that moving ends before gathering does. */
const MOVED_PER_EVENT = 2;

/**
 * Finds the events of a stream. The table runs behind the log: entries are gathered in memory and moved into it in
 * sorted order, a few with each commit, so that a commit does not touch a page of the table for each of its streams.
 * What is not in the table when a process dies is read from the log at the next start. (docs/decisions/0003)
 */
export class StreamIndex {
  private gathered: Runs = new Map();
  private gatheredCount = 0;
  private moving: { runs: Runs; queue: [stream: number, run: Run][]; next: number; through: number } | undefined;
  private readonly find: StatementSync;
  private readonly last: StatementSync;
  private readonly insert: StatementSync;
  private readonly setThrough: StatementSync;
  private head: number;

  /** `gatheredMax` events wait in memory before they are sorted and moved into the table. */
  constructor(db: DatabaseSync, private readonly gatheredMax = GATHERED_MAX) {
    this.find = arrays(db.prepare('SELECT position FROM stream_events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?'));
    this.last = db.prepare('SELECT max(revision) AS revision FROM stream_events WHERE stream = ?');
    this.insert = db.prepare('INSERT OR IGNORE INTO stream_events VALUES (?, ?, ?)');
    this.setThrough = db.prepare("INSERT OR REPLACE INTO log VALUES ('indexed', ?)");
    this.head = Number(db.prepare("SELECT value FROM log WHERE name = 'indexed'").get()?.['value'] ?? 0);
    const rest = arrays(db.prepare('SELECT position, stream, revision FROM events WHERE position > ? ORDER BY position'));
    for (const row of rest.iterate(this.head)) {
      const [position, stream, revision] = row as unknown as [number, number, number];
      this.add(stream, revision, position);
    }
  }

  /** Notes an event; call it once its commit is durable. */
  add(stream: number, revision: number, position: number): void {
    const run = this.gathered.get(stream);
    if (run === undefined) this.gathered.set(stream, { first: revision, positions: [position] });
    else run.positions.push(position);
    this.gatheredCount += 1;
    this.head = position;
  }

  /** Positions of a stream's events after a revision, in order. */
  positions(stream: number, after: number, limit: number): number[] {
    const found = (this.find.all(stream, after, limit) as unknown as [number][]).map(([position]) => position);
    for (const runs of [this.moving?.runs, this.gathered]) {
      const run = runs?.get(stream);
      if (run === undefined || found.length >= limit) continue;
      const from = Math.max(after + found.length + 1 - run.first, 0);
      for (let i = from; i < run.positions.length && found.length < limit; i += 1) found.push(run.positions[i]!);
    }
    return found;
  }

  /** The last revision of a stream; 0 when it has none. */
  lastRevision(stream: number): number {
    const run = this.gathered.get(stream) ?? this.moving?.runs.get(stream);
    if (run !== undefined) return run.first + run.positions.length - 1;
    return Number(this.last.get(stream)?.['revision'] ?? 0);
  }

  /** Moves some entries into the table; for use inside a commit's transaction. Gives back what undoes it in memory. */
  move(events: number): () => void {
    if (this.moving === undefined && this.gatheredCount >= this.gatheredMax) this.beginMoving();
    const { moving } = this;
    if (moving === undefined) return () => undefined;
    const start = moving.next;
    for (let quota = events * MOVED_PER_EVENT; quota > 0 && moving.next < moving.queue.length; moving.next += 1) {
      const [stream, { first, positions }] = moving.queue[moving.next]!;
      positions.forEach((position, i) => this.insert.run(stream, first + i, position));
      quota -= positions.length;
    }
    if (moving.next === moving.queue.length) {
      this.setThrough.run(String(moving.through));
      this.moving = undefined;
    }
    return () => {
      moving.next = start;
      this.moving = moving;
    };
  }

  private beginMoving(): void {
    const queue = [...this.gathered].sort(([a], [b]) => a - b);
    this.moving = { runs: this.gathered, queue, next: 0, through: this.head };
    this.gathered = new Map();
    this.gatheredCount = 0;
  }
}

function arrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}
