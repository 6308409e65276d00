import { invalid } from '@loyalty/kernel';
import { isScalar, valueAt } from './field';
import type { Scalar, SortKey, ViewItem } from './query';

const CURSOR_LENGTH_MAX = 8_192;

/** Where a page ended, as text that callers only hand back. It names the sort it belongs to. */
export function cursorAfter({ id, doc }: ViewItem<object>, sort: readonly SortKey[]): string {
  const values = sort.map(({ field }) => valueAt(id, doc, field));
  return Buffer.from(JSON.stringify([signature(sort), ...values])).toString('base64url');
}

/** The sort values that a cursor holds; throws `cursor_invalid` for any other text and for that of another sort. */
export function readCursor(cursor: string, sort: readonly SortKey[]): readonly Scalar[] {
  const [given, ...values] = parts(cursor);
  if (given !== signature(sort) || values.length !== sort.length || !values.every(isScalar)) throw cursorInvalid();
  return values;
}

function parts(cursor: string): unknown[] {
  if (typeof cursor !== 'string' || cursor.length > CURSOR_LENGTH_MAX) throw cursorInvalid();
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(read)) return read;
  } catch {
    // Whatever is wrong with it, the answer is the same.
  }
  throw cursorInvalid();
}

function signature(sort: readonly SortKey[]): string {
  return sort.map(({ field, descending }) => `${descending === true ? '-' : ''}${field}`).join(',');
}

function cursorInvalid() {
  return invalid('cursor_invalid', 'The cursor is not one of this query: take `next` of the page before, with the same sort');
}
