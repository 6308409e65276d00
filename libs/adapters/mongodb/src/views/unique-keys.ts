import { valueAt } from '@loyalty/views';

/** The fields of one unique index. */
export type UniqueFields = readonly string[];

/** For each unique index what must be there once, under the name of the index. */
export type UniqueKeys = Readonly<Record<string, string>>;

/**
 * Uniqueness holds only among documents that have all of the fields. Servers differ in how to leave the others out
 * (partial and sparse indexes), so each document has a text of its own for this: the values, or else its own id.
 */
export function uniqueKeys(id: string, doc: object | undefined, unique: readonly UniqueFields[]): UniqueKeys {
  return Object.fromEntries(unique.map((fields) => {
    const values = doc === undefined ? [null] : fields.map((field) => valueAt(id, doc, field));
    return [uniqueName(fields), values.includes(null) ? ownKey(id) : `=${JSON.stringify(values)}`];
  }));
}

/** A key that stands in no other document's way. */
export function ownKey(id: string): string {
  return `~${id}`;
}

/** A name without dots, for a field that is no path. */
export function uniqueName(fields: UniqueFields): string {
  return fields.join('+').replaceAll('.', '/');
}
