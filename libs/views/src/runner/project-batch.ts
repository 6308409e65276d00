import { eventId, type RecordedEvent } from '@loyalty/ledger';
import type { Projection } from '../projection';
import type { DocumentChange, StoredDocument } from '../view-store';

/** An event with the documents that it touches. */
export interface Touch {
  readonly event: RecordedEvent;
  readonly ids: readonly string[];
}

/** A stretch of events up to the first that the projection could not take. */
export interface Touches {
  readonly touches: readonly Touch[];
  readonly failed?: Failure;
}

export interface Failure {
  readonly event: RecordedEvent;
  readonly cause: unknown;
}

/** What a stretch of events came to: each document once, as the last of them left it. */
export interface Projected {
  readonly changes: readonly DocumentChange[];
  readonly applied: number;
  readonly ignored: number;
  readonly failed?: Failure;
}

const DOCUMENTS_OF_ONE_EVENT_MAX = 1_000;

export function touchesOf(projection: Projection, events: readonly RecordedEvent[]): Touches {
  const touches: Touch[] = [];
  for (const event of events) {
    try {
      const ids = projection.keysOf(event);
      if (ids.length > DOCUMENTS_OF_ONE_EVENT_MAX) throw new Error(`${eventId(event)} touches ${ids.length} documents, the limit is ${DOCUMENTS_OF_ONE_EVENT_MAX}`);
      touches.push({ event, ids });
    } catch (cause) {
      return { touches, failed: { event, cause } };
    }
  }
  return { touches };
}

/**
 * Runs events over documents. An event that a document already reflects does not count for it; an event that no
 * document takes is ignored. Stops before an event that cannot be projected, with none of it applied.
 */
export function projectBatch(projection: Projection, { touches, failed }: Touches, before: (id: string) => StoredDocument | undefined): Projected {
  const now = new Map<string, StoredDocument>();
  let applied = 0;
  for (let i = 0; i < touches.length; i += 1) {
    const { event, ids } = touches[i]!;
    try {
      const changes = changesBy(projection, event, ids, (id) => now.get(id) ?? before(id));
      for (const [id, change] of changes) now.set(id, change);
      if (changes.length > 0) applied += 1;
    } catch (cause) {
      return { changes: listed(now), applied, ignored: i - applied, failed: { event, cause } };
    }
  }
  return { changes: listed(now), applied, ignored: touches.length - applied, ...(failed === undefined ? {} : { failed }) };
}

/** The documents that one event changes. An id named twice is touched once. */
function changesBy(
  projection: Projection, event: RecordedEvent, ids: readonly string[], documentOf: (id: string) => StoredDocument | undefined,
): (readonly [string, StoredDocument])[] {
  const changes: (readonly [string, StoredDocument])[] = [];
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i]!;
    if (i > 0 && ids.indexOf(id) < i) continue;
    const stored = documentOf(id);
    if (stored !== undefined && stored.position >= event.position) continue;
    const doc = projection.project(stored?.doc, event, id);
    if (doc !== stored?.doc) changes.push([id, { position: event.position, doc }]);
  }
  return changes;
}

function listed(documents: ReadonlyMap<string, StoredDocument>): DocumentChange[] {
  return Array.from(documents, ([id, { position, doc }]) => ({ id, position, doc }));
}
