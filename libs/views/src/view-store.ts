import type { Found, Got, Query } from './query/query';
import type { ViewIndex } from './projection';
import type { ViewRef } from './view-ref';

/** What a view has taken in: everything of this log up to and including this position. */
export interface ViewCheckpoint {
  readonly position: number;
  readonly logId: string;
}

/** A document as it was left by the event at its position; `doc` is undefined where that event removed it. */
export interface StoredDocument<Doc extends object = object> {
  readonly position: number;
  readonly doc: Doc | undefined;
}

export interface DocumentChange extends StoredDocument {
  readonly id: string;
}

/** Which build readers are on, and the one they were on before. */
export interface LivePointer {
  readonly live: ViewRef;
  readonly previous?: ViewRef;
}

/** A document's length as JSON text, in characters. */
export const DOCUMENT_LENGTH_MAX = 4 * 1024 * 1024;

/**
 * Where documents live. Nothing here needs a transaction over several documents: each document carries the position it
 * reflects, a write that is not newer is skipped, and the checkpoint is a hint that may be older than the documents.
 * Errors: `view_unknown`, `view_store_closed`, `store_unavailable` (retryable) and those named below; never a driver's.
 */
export interface ViewStore {
  /** Makes the collection and its indexes unless they are there. */
  open(view: ViewRef, indexes: readonly ViewIndex[]): Promise<void>;
  /** The documents that are there, and the traces of removed ones. */
  load(view: ViewRef, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>>;
  /**
   * Writes each change whose position is greater than that of the stored document, then the checkpoint unless it would
   * go back. Answers the ids that were skipped. Throws `checkpoint_of_other_log` before anything is written,
   * `view_not_unique`, `document_too_large`.
   */
  write(view: ViewRef, changes: readonly DocumentChange[], checkpoint?: ViewCheckpoint): Promise<readonly string[]>;
  checkpoint(view: ViewRef): Promise<ViewCheckpoint | undefined>;

  get<Doc extends object>(view: ViewRef, id: string): Promise<Got<Doc>>;
  /** Throws `query_invalid`, `field_invalid`, `cursor_invalid`. */
  find<Doc extends object>(view: ViewRef, query: Query): Promise<Found<Doc>>;
  /** The position reached, at least the wanted one; throws `view_behind` when the deadline aborts first. */
  waitFor(view: ViewRef, position: number, deadline: AbortSignal): Promise<number>;

  /** All builds of a view, oldest first. */
  builds(name: string): Promise<readonly ViewRef[]>;
  live(name: string): Promise<LivePointer | undefined>;
  /** Puts readers on another build, in one write; the build they were on becomes the previous one. */
  switchTo(view: ViewRef): Promise<void>;
  /** Forgets a build with all its documents; throws `view_is_live`. Harmless when it is gone already. */
  drop(view: ViewRef): Promise<void>;
  close(): Promise<void>;
}
