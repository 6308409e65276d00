import type { Snapshot } from '@loyalty/ledger';
import type { IndexRows } from '../slow-move';

/** A commit as the disk takes it: checked, numbered and in rows. Plain data, so that it can go to another thread. */
export interface PreparedCommit {
  readonly recordedAt: string;
  /** Position of the log's last event before this commit. */
  readonly basePosition: number;
  readonly newStreams: readonly (readonly [id: number, name: string])[];
  /** The lines of the events, in order, and of each its stream and revision. */
  readonly lines: readonly string[];
  readonly streams: readonly number[];
  readonly revisions: readonly number[];
  readonly answers: readonly AnswerRow[];
  /** (stream, revision, position) for `stream_events`. */
  readonly streamEntries: IndexRows;
  /** (hash, number) for `command_ids`. */
  readonly commandEntries: IndexRows;
  /** (hash, number) for `stream_names`. */
  readonly nameEntries: IndexRows;
}

export type AnswerRow = readonly [number: number, id: string, fingerprint: string, position: number, status: string, answer: string];

/** What the writer does; it does one after the other. */
export type WriteRequest =
  | { readonly kind: 'commit'; readonly commit: PreparedCommit; readonly otherWrote: boolean }
  | { readonly kind: 'snapshots'; readonly snapshots: readonly Snapshot[] }
  | { readonly kind: 'close' };
