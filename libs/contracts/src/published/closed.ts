/** A piece of JSON Schema. */
export type Schema = { readonly [keyword: string]: unknown };

const MAPS = ['properties', '$defs'];
const LISTS = ['anyOf'];
const PARTS = ['items', 'additionalProperties'];

/**
 * The schema with every object in it shut: a member that is not described is refused. What we publish stays open for
 * those who read it, but whoever writes must not write more than is said.
 */
export function closed(schema: Schema): Schema {
  const changed: Record<string, unknown> = { ...schema };
  for (const name of MAPS) if (isSchema(schema[name])) changed[name] = Object.fromEntries(Object.entries(schema[name]).map(([key, part]) => [key, closed(part as Schema)]));
  for (const name of LISTS) if (Array.isArray(schema[name])) changed[name] = schema[name].map(closed);
  for (const name of PARTS) if (isSchema(schema[name])) changed[name] = closed(schema[name]);
  return schema['properties'] !== undefined && schema['additionalProperties'] === undefined ? { ...changed, additionalProperties: false } : changed;
}

function isSchema(part: unknown): part is Schema {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
