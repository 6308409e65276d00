import { DomainError, instant, isDomainError, type Instant } from '@loyalty/kernel';

/** Times as the domain has them, by the names they have in the request; those left out stay out. Throws `instant_invalid` with the field. */
export function times<Name extends string>(given: Record<Name, string | undefined>): { [N in Name]?: Instant } {
  const present = (Object.entries(given) as [Name, string | undefined][]).flatMap(([name, text]) => (text === undefined ? [] : [[name, momentAt(`/${name}`, text)]]));
  return Object.fromEntries(present) as { [N in Name]?: Instant };
}

/** The moment that a field names. Throws `instant_invalid` with the field. */
export function momentAt(field: string, text: string): Instant {
  return atField(field, () => instant(text));
}

/** Adds to a refusal which field of the request it is about. */
export function atField<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { category, code, message, facts } = error;
    throw new DomainError(category, code, `${field}: ${message}`, { ...facts, field });
  }
}
