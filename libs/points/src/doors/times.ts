import { momentAt, type Instant } from '@loyalty/kernel';

/** Times as the domain has them, by the names they have in the request; those left out stay out. Throws `instant_invalid` with the field. */
export function times<Name extends string>(given: Record<Name, string | undefined>): { [N in Name]?: Instant } {
  const present = (Object.entries(given) as [Name, string | undefined][]).flatMap(([name, text]) => (text === undefined ? [] : [[name, momentAt(`/${name}`, text)]]));
  return Object.fromEntries(present) as { [N in Name]?: Instant };
}
