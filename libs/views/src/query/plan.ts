import { invalid } from '@loyalty/kernel';
import { readCursor } from './cursor';
import { assertField, ID_FIELD, isScalar } from './field';
import type { Condition, Query, Scalar, SortKey } from './query';

export type Clause =
  | { readonly field: string; readonly op: 'eq'; readonly value: Scalar }
  | { readonly field: string; readonly op: 'in'; readonly value: readonly Scalar[] }
  | { readonly field: string; readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: string | number };

/** A query that was checked and has nothing left to default: what a store translates. */
export interface QueryPlan {
  readonly clauses: readonly Clause[];
  /** Ends with the id, so that no two documents are equal in it. */
  readonly sort: readonly Required<SortKey>[];
  readonly limit: number;
  /** The sort values of the last document before this page. */
  readonly after?: readonly Scalar[];
}

export const LIMIT_MAX = 1_000;
const LIMIT_DEFAULT = 100;
const CLAUSES_MAX = 20;
const IN_MAX = 1_000;
const SORT_KEYS_MAX = 4;

/** Throws `query_invalid`, `field_invalid` or `cursor_invalid`. */
export function planOf({ filter = {}, sort = [], limit = LIMIT_DEFAULT, cursor }: Query): QueryPlan {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) throw bad(`A limit is 1 to ${LIMIT_MAX}`, { limit });
  if (sort.length > SORT_KEYS_MAX) throw bad(`A sort has at most ${SORT_KEYS_MAX} keys`, { keys: sort.length });
  const clauses = Object.entries(filter).flatMap(([field, condition]) => clausesOf(field, condition));
  if (clauses.length > CLAUSES_MAX) throw bad(`A filter has at most ${CLAUSES_MAX} conditions`, { conditions: clauses.length });
  const keys = completeSort(sort);
  return { clauses, sort: keys, limit, ...(cursor === undefined ? {} : { after: readCursor(cursor, keys) }) };
}

function completeSort(sort: readonly SortKey[]): Required<SortKey>[] {
  const keys = sort.map(({ field, descending = false }) => {
    assertField(field);
    return { field, descending };
  });
  const byId = keys.findIndex(({ field }) => field === ID_FIELD);
  if (byId >= 0) return keys.slice(0, byId + 1);
  return [...keys, { field: ID_FIELD, descending: keys.at(-1)?.descending ?? false }];
}

function clausesOf(field: string, condition: Condition): Clause[] {
  assertField(field);
  if (isScalar(condition)) return [{ field, op: 'eq', value: condition }];
  // An undefined that slipped in must not quietly widen a query to everybody's documents.
  if (typeof condition !== 'object' || condition === null || Object.keys(condition).length === 0) throw bad(`${field} has no condition`, { field });
  return Object.entries(condition).map(([operator, value]) => clauseOf(field, operator, value));
}

function clauseOf(field: string, operator: string, value: unknown): Clause {
  switch (operator) {
    case '$eq':
      if (isScalar(value)) return { field, op: 'eq', value };
      break;
    case '$in':
      if (Array.isArray(value) && value.length <= IN_MAX && value.every(isScalar)) return { field, op: 'in', value };
      break;
    case '$gt': case '$gte': case '$lt': case '$lte':
      if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return { field, op: operator.slice(1) as 'gt', value };
      break;
  }
  throw bad(`${field}: ${operator.slice(0, 20)} with such a value is not understood`, { field, operator: operator.slice(0, 20) });
}

function bad(message: string, facts: Record<string, unknown>) {
  return invalid('query_invalid', message, facts);
}
