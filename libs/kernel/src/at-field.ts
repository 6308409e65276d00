import { DomainError, isDomainError } from './errors';
import { instant, type Instant } from './instant';

/** Adds to a refusal which field of a request it is about. */
export function atField<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { category, code, message, facts } = error;
    throw new DomainError(category, code, `${field}: ${message}`, { ...facts, field });
  }
}

/** The moment that a field names. @throws validation `instant_invalid`, with the field */
export function momentAt(field: string, text: string): Instant {
  return atField(field, () => instant(text));
}
