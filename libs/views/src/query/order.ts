import { valueAt } from './field';
import type { Scalar, SortKey, ViewItem } from './query';

/** The order of a query; `place` is a document's values in it. */
export function comparePlaces(a: readonly Scalar[], b: readonly Scalar[], sort: readonly SortKey[]): number {
  for (let i = 0; i < sort.length; i += 1) {
    const order = compareScalars(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return sort[i]!.descending === true ? -order : order;
  }
  return 0;
}

export function placeOf({ id, doc }: ViewItem<object>, sort: readonly SortKey[]): Scalar[] {
  return sort.map(({ field }) => valueAt(id, doc, field));
}

/** Null first; values of one type by their order. Text by code points, as UTF-8 bytes compare in databases. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return a < b ? -1 : 1;
}

function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    // A surrogate stands for a code point above all that fit into one unit.
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
