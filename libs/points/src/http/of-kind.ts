import { invalid } from '@loyalty/kernel';

/** Which fields belong to each kind: `needed` first, then those that may be there. */
export type Kinds<Kind extends string> = Readonly<Record<Kind, { readonly needed: readonly string[]; readonly allowed?: readonly string[] }>>;

/**
 * At the doors every kind of a thing shares one class; here it becomes the one kind that it says it is. A field that this
 * kind needs and does not have, or has and does not know, is `field_missing` or `field_not_of_kind`, with its path.
 */
export function ofKind<Shape extends { readonly kind: string }>(given: { readonly kind: Shape['kind'] }, kinds: Kinds<Shape['kind']>, path: string): Shape {
  const { kind, ...fields } = given as { kind: Shape['kind'] } & Record<string, unknown>;
  const { needed, allowed = [] } = kinds[kind];
  const present = Object.keys(fields).filter((name) => fields[name] !== undefined);
  const missing = needed.find((name) => !present.includes(name));
  const foreign = present.find((name) => !needed.includes(name) && !allowed.includes(name));
  if (missing !== undefined) throw invalid('field_missing', `${path}/${missing} is needed for ${kind}`, { field: `${path}/${missing}`, kind });
  if (foreign !== undefined) throw invalid('field_not_of_kind', `${path}/${foreign} does not belong to ${kind}`, { field: `${path}/${foreign}`, kind });
  return given as unknown as Shape;
}
