import { invalid } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import { assertField } from './query/field';

/** The fields of one index, in order. Scalars only; `unique` holds among the documents that have all of the fields. */
export interface ViewIndex {
  readonly fields: readonly string[];
  readonly unique?: boolean;
}

/**
 * How events become documents. `keysOf` and `project` are pure: the same events give the same documents in every
 * build, on every store (invariant 8). Documents are JSON data and never changed in place.
 */
export interface Projection<Doc extends object = object> {
  /** The collection, e.g. `points_accounts`. */
  readonly name: string;
  /** Raised by one when the shape or the logic changes; versions live side by side. */
  readonly version: number;
  /** The stream categories it reads. */
  readonly categories: readonly string[];
  readonly indexes: readonly ViewIndex[];
  /** Ids of the documents that the event touches; none when it does not concern this view. */
  keysOf(event: RecordedEvent): readonly string[];
  /**
   * The document after the event; undefined removes it. Giving back the very document that came in says that the event
   * changes nothing, and nothing is written. What it throws stops the view until the logic is corrected.
   */
  project(doc: Doc | undefined, event: RecordedEvent, id: string): Doc | undefined;
}

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const NAME_LENGTH_MAX = 40;

/** Refuses what no store could hold: `projection_invalid`, `field_invalid`. */
export function assertProjection({ name, version, categories, indexes }: Projection): void {
  if (!NAME.test(name) || name.length > NAME_LENGTH_MAX) {
    throw invalid('projection_invalid', `"${name.slice(0, 80)}" cannot name a collection: up to ${NAME_LENGTH_MAX} of a-z 0-9, single underscores between`, { name: name.slice(0, 80) });
  }
  if (!Number.isSafeInteger(version) || version < 1) throw invalid('projection_invalid', `${name}: a version is a whole number from 1`, { name, version });
  if (categories.length === 0) throw invalid('projection_invalid', `${name} reads no category`, { name });
  for (const { fields } of indexes) {
    if (fields.length === 0) throw invalid('projection_invalid', `${name}: an index has at least one field`, { name });
    fields.forEach(assertField);
  }
}
