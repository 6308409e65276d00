import type { SQLInputValue } from 'node:sqlite';
import { assertField, ID_FIELD, stretchesAfter, type Bound, type Clause, type QueryPlan, type Scalar, type SortKey } from '@loyalty/views';

/** Text and values of one statement; values are only ever bound. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * A field as an expression. SQLite uses an index only where the text is the same as in the index, so both come from
 * here; `assertField` lets nothing into the text but letters, digits, underscores and dots.
 */
export function expressionOf(field: string): string {
  if (field === ID_FIELD) return 'id';
  assertField(field);
  return `(doc ->> '$.${field}')`;
}

/** The statements of a query, to be run one after the other until the limit is reached: each goes on where the last ends. */
export function sqlOfQuery(table: string, { clauses, sort, after }: QueryPlan): readonly Sql[] {
  const conditions = clauses.map(ofClause);
  const equalities = clauses.filter(({ op }) => op === 'eq').map(({ field }) => field);
  const stretches = after === undefined ? [[]] : stretchesAfter(sort, after);
  return stretches.map((bounds) => {
    const all = [...conditions, ...bounds.map(ofBound)];
    const order = orderBy(sort, [...equalities, ...bounds.filter(({ op }) => op === 'is').map(({ field }) => field)]);
    const where = ['doc IS NOT NULL', ...all.map(({ text }) => text)].join(' AND ');
    return { text: `SELECT id, position, json(doc) FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ?`, values: all.flatMap(({ values }) => values) };
  });
}

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function ofClause(clause: Clause): Sql {
  const expression = expressionOf(clause.field);
  if (clause.op === 'eq') return equal(expression, clause.value);
  if (clause.op !== 'in') return { text: `${expression} ${OPERATORS[clause.op]} ?`, values: [bound(clause.value)] };
  const isIn = `${expression} IN (SELECT value FROM json_each(?))`;
  return { text: clause.value.includes(null) ? `(${isIn} OR ${expression} IS NULL)` : isIn, values: [JSON.stringify(clause.value)] };
}

function ofBound({ field, op, value }: Bound): Sql {
  const expression = expressionOf(field);
  if (op === 'is') return equal(expression, value);
  if (op === 'not_null') return { text: `${expression} IS NOT NULL`, values: [] };
  return { text: `${expression} ${OPERATORS[op]} ?`, values: [bound(value)] };
}

function equal(expression: string, value: Scalar): Sql {
  return value === null ? { text: `${expression} IS NULL`, values: [] } : { text: `${expression} = ?`, values: [bound(value)] };
}

/** Fields that hold one value throughout are left out: SQLite would sort by them all the same, beside the index. */
function orderBy(sort: readonly SortKey[], constant: readonly string[]): string {
  const keys = sort.filter(({ field }) => !constant.includes(field));
  return keys.map(({ field, descending }) => `${expressionOf(field)}${descending === true ? ' DESC' : ''}`).join(', ') || 'id';
}

/** SQLite reads true and false of a document as 1 and 0. */
function bound(value: Scalar): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
