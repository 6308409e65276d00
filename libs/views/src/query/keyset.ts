import { ID_FIELD } from './field';
import type { Scalar, SortKey } from './query';

/** One end of a stretch of the order; `is` may be null, the others never. */
export interface Bound {
  readonly field: string;
  readonly op: 'is' | 'gt' | 'lt' | 'not_null';
  readonly value: Scalar;
}

/**
 * What comes after a place in the order, cut into stretches that follow one another. Each is an equality on the first keys
 * and a range on the next, so a store reads it straight off an index; one condition with ORs would walk from the start.
 */
export function stretchesAfter(sort: readonly SortKey[], place: readonly Scalar[]): readonly (readonly Bound[])[] {
  const stretches: Bound[][] = [];
  for (let i = sort.length - 1; i >= 0; i -= 1) {
    const same = sort.slice(0, i).map(({ field }, j): Bound => ({ field, op: 'is', value: place[j] ?? null }));
    for (const bound of beyond(sort[i]!, place[i] ?? null)) stretches.push([...same, bound]);
  }
  return stretches;
}

/** Null stands before everything, so last in a descending order. */
function beyond({ field, descending = false }: SortKey, value: Scalar): Bound[] {
  if (!descending) return [value === null ? { field, op: 'not_null', value } : { field, op: 'gt', value }];
  if (value === null) return [];
  const smaller: Bound = { field, op: 'lt', value };
  return field === ID_FIELD ? [smaller] : [smaller, { field, op: 'is', value: null }];
}
