import { DomainError, instant, isDomainError, type Instant } from '@loyalty/kernel';

/** The moment that a field names. Throws `instant_invalid` with the field. */
export function momentAt(field: string, text: string): Instant {
  try {
    return instant(text);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    throw new DomainError(error.category, error.code, `${field}: ${error.message}`, { ...error.facts, field });
  }
}
