import type { Instant } from '@loyalty/kernel';
import type { RecordedEvent } from './event';
import type { CommandOutcome } from './outcome';
import type { StreamName } from './stream-name';

/** An event on its way into the log; only its position is still to be given. */
export type EventToAppend = Omit<RecordedEvent, 'position' | 'recordedAt'>;
export type OutcomeToAppend = Omit<CommandOutcome, 'position' | 'recordedAt'> & {
  /** How many of the commit's events come before the end of this command: its position is the base plus this. */
  readonly eventsBefore: number;
};

/** A stream that was looked at and not written to, with the revision it had; 0 for one without events. */
export interface StreamRead {
  readonly stream: StreamName;
  readonly revision: number;
}

/** All that becomes durable together: any number of commands on any number of streams. */
export interface Commit {
  readonly recordedAt: Instant;
  /** In log order. Revisions must follow on each stream's head, or nothing is written: `revision_conflict`. */
  readonly events: readonly EventToAppend[];
  /** One for each command. An id that has an outcome already is refused and nothing is written: `command_recorded`. */
  readonly outcomes: readonly OutcomeToAppend[];
  /** What else was decided on: when one of these streams has gone on, nothing is written: `revision_conflict`. */
  readonly reads?: readonly StreamRead[];
  /** A commit asked for before and not answered yet, on which this one was decided: when that is refused, so is this, `base_not_taken`. */
  readonly after?: Commit;
}

export interface AppendReceipt {
  /** Position of the log's last event before this commit. */
  readonly basePosition: number;
  /** When the log took it, if that is later than the commit says: another writer's commit before it was. */
  readonly recordedAt?: Instant;
}

/** A stretch of the log: the events that pass the filter, and how far the log was read to find them. */
export interface Page {
  readonly events: readonly RecordedEvent[];
  /** Everything up to and including this position has been seen. */
  readonly through: number;
}

export interface ReadAllOptions {
  /** Read what comes after this position; 0 for the beginning. */
  readonly after: number;
  /** How many events to read at most, before filtering. */
  readonly limit: number;
  /** Only streams of these categories; all when left out. */
  readonly categories?: readonly string[];
}

/** A folded state, kept so that a long stream need not be folded from its start. Never the truth: may be thrown away. */
export interface Snapshot {
  readonly stream: StreamName;
  readonly revision: number;
  readonly stateVersion: number;
  /** The state as JSON text. */
  readonly state: string;
}

/**
 * The append-only log. Its errors are DomainErrors: those of errors.ts and the refusals of limits.ts; never a driver's
 * own. What is refused was not written.
 */
export interface EventStore {
  /** Sixteen random bytes in hex, made with the log; a checkpoint of another log is refused by it. */
  readonly logId: string;
  /** Whether other processes write to this log too: what is remembered of a stream may then be behind it. */
  readonly shared?: boolean;
  /** How many appends may be asked for before the first is answered, each `after` the one before it; left out: one. */
  readonly appendsAtOnce?: number;
  /** Makes the whole commit durable or leaves no trace of it. Resolves only after the commit is on disk. */
  append(commit: Commit): Promise<AppendReceipt>;
  /** Events of one stream after a revision, oldest first; empty when there are none. */
  readStream(stream: StreamName, options: { after: number; limit: number }): Promise<readonly RecordedEvent[]>;
  readAll(options: ReadAllOptions): Promise<Page>;
  /** Pages from after a position on, for ever, as they become durable; ends when the signal aborts or the store closes. */
  subscribe(options: ReadAllOptions & { signal: AbortSignal }): AsyncIterable<Page>;
  /** What was answered under each of these command ids. */
  outcomes(commandIds: readonly string[]): Promise<readonly (CommandOutcome | undefined)[]>;
  /** Position of the last durable event; 0 for an empty log. */
  head(): Promise<number>;
  readSnapshot(stream: StreamName): Promise<Snapshot | undefined>;
  writeSnapshots(snapshots: readonly Snapshot[]): Promise<void>;
  /** Lets appends in flight settle; every later call is refused with `store_closed`. */
  close(): Promise<void>;
}
