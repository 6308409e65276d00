import type { BadRequest } from '@loyalty/platform/testing';

export const LEFT_OUT = Symbol('left out');

/** A copy of a good body with the value at a JSON pointer replaced, added or left out. */
export function bent(good: unknown, pointer: string, value: unknown): unknown {
  const copy = structuredClone(good);
  const names = pointer.slice(1).split('/');
  const last = names.pop()!;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bent out of shape on purpose
  const holder = names.reduce((at: any, name) => at[name], copy);
  if (value === LEFT_OUT) delete holder[last];
  else holder[last] = value;
  return copy;
}

interface Expected {
  readonly code?: string;
  readonly status?: number;
  /** Where it is not the field that was bent. */
  readonly names?: string;
}

/** Makes rows of one request whose body is good but for one field. */
export function bending(method: string, path: string, good: unknown) {
  return (name: string, pointer: string, value: unknown, { code = 'request_invalid', status = 400, names = pointer }: Expected = {}): BadRequest =>
    ({ name: `${method} ${path}: ${name}`, method, path, body: bent(good, pointer, value), status, code, field: names });
}
