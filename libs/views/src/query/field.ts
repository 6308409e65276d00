import { invalid } from '@loyalty/kernel';
import type { Scalar } from './query';

/** The document's own id, in filters and sorts. */
export const ID_FIELD = '_id';

const FIELD = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,7}$/;
const FIELD_LENGTH_MAX = 120;

/**
 * A field, or a path into nested objects with dots. The form is narrow because stores write it into the text of their
 * indexes and queries. Throws `field_invalid`.
 */
export function assertField(field: string): void {
  if (FIELD.test(field) && field.length <= FIELD_LENGTH_MAX) return;
  throw invalid('field_invalid', `"${field.slice(0, 80)}" cannot name a field`, { field: field.slice(0, 80) });
}

/** The value at a field's path; null when there is none or it is no scalar. */
export function valueAt(id: string, doc: object, field: string): Scalar {
  if (field === ID_FIELD) return id;
  let value: unknown = doc;
  for (const name of field.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Record<string, unknown>)[name];
  }
  return isScalar(value) ? value : null;
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
