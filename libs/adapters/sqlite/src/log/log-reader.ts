import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { corrupt, EMPTY_ROOT, parseEventLine, type CommandOutcome, type RecordedEvent, type Snapshot, type StoredCommit } from '@loyalty/ledger';
import type { Instant } from '@loyalty/kernel';
import type { LogIndexes } from './commit-planner';
import type { StreamIds } from './stream-ids';

/** Reads the tables of the log. Everything is synchronous: a page is a few pages of a cached file. */
export class LogReader {
  private readonly at: StatementSync;
  private readonly byPosition: StatementSync;
  private readonly command: StatementSync;
  private readonly snapshotOf: StatementSync;

  constructor(private readonly db: DatabaseSync, private readonly ids: StreamIds, private readonly indexes: LogIndexes) {
    this.at = db.prepare('SELECT line FROM events WHERE position = ?');
    this.byPosition = db.prepare('SELECT line FROM events WHERE position > ? ORDER BY position LIMIT ?');
    this.byPosition.setReturnArrays(true);
    this.command = db.prepare('SELECT id, fingerprint, position, recorded_at, status, answer FROM commands WHERE number = ?');
    this.snapshotOf = db.prepare('SELECT revision, state_version, state FROM snapshots WHERE stream = ?');
  }

  head(): number {
    return lastPosition(this.db);
  }

  /** Throws `index_mismatch` when the index leads to another event than the one asked for. */
  stream(name: string, { after, limit }: { after: number; limit: number }): RecordedEvent[] {
    const id = this.ids.find(name);
    if (id === undefined) return [];
    return this.indexes.streams.positions(id, after, limit).map((position, i) => {
      const row = this.at.get(position);
      const event = row === undefined ? undefined : decoded(position, row['line']);
      if (event?.stream === name && event.revision === after + i + 1) return event;
      throw corrupt('index_mismatch', `${name}@${after + i + 1} is not at position ${position}`, { stream: name, revision: after + i + 1, position });
    });
  }

  all(options: { after: number; limit: number }): RecordedEvent[] {
    return this.lines(options).map((line, i) => decoded(options.after + i + 1, line));
  }

  /** The stored lines after a position; throws `position_gap` when one is missing. */
  lines({ after, limit }: { after: number; limit: number }): string[] {
    const lines = (this.byPosition.all(after, limit) as unknown as [string][]).map(([line]) => line);
    const last = lines.at(-1);
    if (last !== undefined && !String(last).startsWith(`{"position":${after + lines.length},`)) {
      throw corrupt('position_gap', `An event is missing between positions ${after} and ${after + lines.length}`, { after, through: after + lines.length });
    }
    return lines;
  }

  /** Throws `index_mismatch` when the index leads to another command than the one asked for. */
  outcome(id: string): CommandOutcome | undefined {
    const number = this.indexes.commands.row(id);
    if (number === undefined) return undefined;
    const row = this.command.get(number);
    if (row?.['id'] !== id) throw corrupt('index_mismatch', `The answer to a command is not in row ${number}`, { commandId: id, row: number });
    return {
      commandId: id,
      fingerprint: row['fingerprint'] as string,
      position: row['position'] as number,
      recordedAt: row['recorded_at'] as Instant,
      status: row['status'] as CommandOutcome['status'],
      answer: row['answer'] as string,
    };
  }

  snapshot(stream: string): Snapshot | undefined {
    if (this.ids.find(stream) === undefined) return undefined;
    const row = this.snapshotOf.get(stream);
    if (row === undefined) return undefined;
    return { stream, revision: row['revision'] as number, stateVersion: row['state_version'] as number, state: row['state'] as string };
  }
}

/** Position of the newest event; 0 for an empty log. */
export function lastPosition(db: DatabaseSync): number {
  return Number(db.prepare('SELECT max(position) AS head FROM events').get()?.['head'] ?? 0);
}

/** The newest commit; of an empty log, the empty tree. */
export function lastCommit(db: DatabaseSync): StoredCommit {
  const row = db.prepare('SELECT number, position, recorded_at, root FROM commits ORDER BY number DESC LIMIT 1').get();
  if (row === undefined) return { number: 0, position: 0, root: EMPTY_ROOT, recordedAt: '' };
  return storedCommit(row);
}

export function storedCommit(row: Record<string, unknown>): StoredCommit {
  return {
    number: row['number'] as number,
    position: row['position'] as number,
    root: bytesOf(row['root']),
    recordedAt: row['recorded_at'] as string,
  };
}

/** A column's bytes; none where damage has made something else of them, so that hashes are found not to match. */
export function bytesOf(column: unknown): Buffer {
  return ArrayBuffer.isView(column) ? Buffer.from(column.buffer, column.byteOffset, column.byteLength) : Buffer.alloc(0);
}

function decoded(position: number, line: unknown): RecordedEvent {
  try {
    if (typeof line === 'string') return parseEventLine(line);
  } catch {
    // Said below, with the place.
  }
  throw corrupt('undecodable_event', `The event at position ${position} cannot be read`, { position });
}
