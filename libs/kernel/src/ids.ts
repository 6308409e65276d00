import { invalid } from './errors';

const ID = /^[A-Za-z0-9_\-:~@]{1,64}$/;

/** An opaque id: 1 to 64 of `A-Z a-z 0-9 _ - : ~ @`. No dot: dots separate the parts of a stream id. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID.test(text);
}

/**
 * The message names the field and does not repeat the text: rejections are stored, and what someone sent in place of
 * an id may be personal.
 * @throws validation `id_invalid`
 */
export function assertId(text: unknown, field: string): asserts text is string {
  if (isId(text)) return;
  throw invalid('id_invalid', `${field} must be 1 to 64 characters of A-Z a-z 0-9 _ - : ~ @`, { field });
}
