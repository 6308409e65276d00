import type { PipeTransform } from '@nestjs/common';
import { invalid, type DomainError } from '@loyalty/kernel';
import { compiled } from './compile';
import { FINDINGS_MAX, findingsOf, type Finding } from './findings';
import type { Dto } from './dto-schema';

/** Beyond this many values only the first error is looked for: listing a million errors would be an attack, not a help. */
const LISTED_VALUES_MAX = 5_000;

/**
 * The value as it came, once it is what the class's decorators say: no property more, nothing coerced, `null` nowhere
 * (left out is left out). It stays a plain object.
 * @throws validation `request_invalid` with up to 20 `errors`: `{ field, code, message }`
 */
export function checked<T extends object>(dto: Dto<T>, value: unknown): T {
  const { valid, allErrors } = compiled(dto);
  if (valid(value)) return value as T;
  if (!fewerValuesThan(LISTED_VALUES_MAX, value)) throw requestInvalid(findingsOf(valid.errors!));
  const all = allErrors();
  all(value);
  throw requestInvalid(findingsOf(all.errors!));
}

/** The same as a Nest pipe. Compiled at once, so a class that cannot be compiled stops the start. */
export function validated<T extends object>(dto: Dto<T>): PipeTransform<unknown, T> {
  compiled(dto);
  return { transform: (value) => checked(dto, value) };
}

export function requestInvalid(errors: readonly Finding[]): DomainError {
  const { field, message } = errors[0]!;
  const told = errors.slice(0, FINDINGS_MAX);
  return invalid('request_invalid', `${field === '' ? 'The body' : field} ${message}`, { errors: told, ...(errors.length > told.length ? { more: true } : {}) });
}

function fewerValuesThan(max: number, value: unknown): boolean {
  let seen = 0;
  for (const waiting = [value]; waiting.length > 0; ) {
    const next = waiting.pop();
    seen += 1;
    if (seen >= max) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const member of Object.values(next)) if (waiting.push(member) >= max) return false;
  }
  return true;
}
