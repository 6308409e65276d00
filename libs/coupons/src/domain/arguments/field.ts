import type { LocalizedText } from '@loyalty/contracts';

/** A part of JSON Schema 2020-12, as far as forms are drawn from it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Says what is wrong with a value, and where (a JSON pointer). */
export type Fault = (path: string, reason: string) => void;

/** One argument of an effect or a condition: its schema for a form and its check for publishing, side by side so that they agree. */
export interface Field {
  readonly text: Required<LocalizedText>;
  readonly schema: JsonSchema;
  readonly optional?: true;
  check(value: unknown, path: string, fault: Fault): void;
}

/** A field for every argument of a kind but its name. */
export type Fields<Kind> = Readonly<Record<Exclude<keyof Kind, 'kind'> & string, Field>>;

export const optional = (field: Field): Field => ({ ...field, optional: true });

/** Checks an object against its fields: each that must be there is there and right, and there is no other. */
export function checkFields(fields: Readonly<Record<string, Field>>, value: unknown, path: string, fault: Fault, known: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault(path, 'an object is expected');
  const given = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) if (!known.includes(name) && !Object.hasOwn(fields, name)) fault(`${path}/${name}`, 'there is no such argument');
  for (const [name, field] of Object.entries(fields)) {
    if (given[name] !== undefined) field.check(given[name], `${path}/${name}`, fault);
    else if (!field.optional) fault(`${path}/${name}`, 'this argument is missing');
  }
}

/** The JSON Schema of an object with these fields; their names in English and Hebrew stand in `title` and `x-title-he`. */
export function schemaOf(fields: Readonly<Record<string, Field>>): JsonSchema {
  const named = Object.entries(fields);
  return {
    type: 'object',
    additionalProperties: false,
    required: named.filter(([, field]) => !field.optional).map(([name]) => name),
    properties: Object.fromEntries(named.map(([name, { schema, text }]) => [name, { title: text.en, 'x-title-he': text.he, ...schema }])),
  };
}
