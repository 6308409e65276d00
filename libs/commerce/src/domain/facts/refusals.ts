import { instant, invalid, type Instant } from '@loyalty/kernel';

/** The fact can never be right, whatever is known; `field` is the JSON pointer from the fact’s root. */
export function refuse(code: string, field: string, message: string) {
  return invalid(code, `${field} ${message}`, { field });
}

/** @throws validation `instant_invalid` naming the field, and not repeating what stood there */
export function readInstant(text: string, field: string): Instant {
  try {
    return instant(text);
  } catch {
    throw refuse('instant_invalid', field, 'must be an RFC 3339 date-time that exists');
  }
}
