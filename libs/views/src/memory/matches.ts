import { valueAt } from '../query/field';
import { compareScalars } from '../query/order';
import type { Clause } from '../query/plan';
import type { Scalar, ViewItem } from '../query/query';

/** Whether a document fulfils all clauses, as every store must see it. */
export function matches({ id, doc }: ViewItem<object>, clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => holds(valueAt(id, doc, clause.field), clause));
}

function holds(value: Scalar, clause: Clause): boolean {
  if (clause.op === 'eq') return value === clause.value;
  if (clause.op === 'in') return clause.value.includes(value);
  if (typeof value !== typeof clause.value) return false;
  const order = compareScalars(value, clause.value);
  switch (clause.op) {
    case 'gt': return order > 0;
    case 'gte': return order >= 0;
    case 'lt': return order < 0;
    case 'lte': return order <= 0;
  }
}
