import { DOCUMENT_LENGTH_MAX, documentTooLarge, type DocumentChange, type StoredDocument, type ViewItem, type ViewRef } from '@loyalty/views';
import { fromStored, toStored } from './stored-json';
import { uniqueKeys, type UniqueFields, type UniqueKeys } from './unique-keys';

/**
 * One document of a view. All that a change brings lies in `state`, with the position as its first field: MongoDB
 * compares embedded documents field by field in order, so `$max` on `state` writes exactly when the position is greater.
 */
export interface DocumentRecord {
  readonly _id: string;
  readonly state: DocumentState;
}

export interface DocumentState {
  readonly position: number;
  readonly doc?: object;
  /** On the trace of a removed document: the position again, for an index that holds no others. */
  readonly removedAt?: number;
  readonly unique?: UniqueKeys;
}

/** Throws `document_too_large`. */
export function recordOf(view: ViewRef, { id, position, doc }: DocumentChange, unique: readonly UniqueFields[]): DocumentRecord {
  if (doc !== undefined) {
    const { length } = JSON.stringify(doc);
    if (length > DOCUMENT_LENGTH_MAX) throw documentTooLarge(view, id, length, DOCUMENT_LENGTH_MAX);
  }
  const content = doc === undefined ? { removedAt: position } : { doc: toStored(doc) as object };
  return { _id: id, state: { position, ...content, ...(unique.length === 0 ? {} : { unique: uniqueKeys(id, doc, unique) }) } };
}

export function documentOf({ state }: DocumentRecord): StoredDocument {
  return { position: state.position, doc: state.doc === undefined ? undefined : (fromStored(state.doc) as object) };
}

export function itemOf({ _id, state }: DocumentRecord): ViewItem<object> {
  return { id: _id, position: state.position, doc: fromStored(state.doc) as object };
}
