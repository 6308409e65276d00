import { ID_FIELD, stretchesAfter, type Bound, type Clause, type QueryPlan, type Scalar } from '@loyalty/views';

/** A condition on records, as MongoDB takes it. */
export type Condition = Readonly<Record<string, unknown>>;

/** The filters of a query, to be asked one after the other until the limit is reached: each goes on where the last ends. */
export function filtersOfQuery({ clauses, sort, after }: QueryPlan): readonly Condition[] {
  const stretches = after === undefined ? [[]] : stretchesAfter(sort, after);
  return stretches.map((bounds) => ({ $and: [...clauses.map(ofClause), ...bounds.map(ofBound), IS_THERE] }));
}

/** Null and absent are first for MongoDB too, and text goes by its bytes. */
export function sortOfQuery({ sort }: QueryPlan): readonly (readonly [string, 1 | -1])[] {
  return sort.map(({ field, descending }) => [pathOf(field), descending ? -1 : 1]);
}

/** Where a field of a document lies in its record. */
export function pathOf(field: string): string {
  return field === ID_FIELD ? '_id' : `state.doc.${field}`;
}

/** An equality with null holds for a field that is absent: this leaves out the traces of removed documents. */
const IS_THERE: Condition = { 'state.removedAt': null };

function ofClause({ field, op, value }: Clause): Condition {
  return op === 'eq' ? equal(field, value) : { [pathOf(field)]: { [`$${op}`]: value } };
}

function ofBound({ field, op, value }: Bound): Condition {
  if (op === 'is') return equal(field, value);
  if (op === 'not_null') return { [pathOf(field)]: { $ne: null } };
  return { [pathOf(field)]: { [`$${op}`]: value } };
}

function equal(field: string, value: Scalar): Condition {
  return { [pathOf(field)]: { $eq: value } };
}
