import { compiled } from './compile';
import type { Schema } from './decorator-rules';
import type { Dto } from './dto-schema';
import { checked } from './validated';

/**
 * A query string as its class says. Text becomes an integer or a boolean where the class wants one and the text is
 * exactly one (`10`, not `1e1`); a parameter given once is a list of one where a list is wanted.
 * @throws validation `request_invalid`
 */
export function checkedQuery<T extends object>(dto: Dto<T>, query: object): T {
  const { properties } = compiled(dto).schema;
  const value: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(query)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    Object.defineProperty(value, name, { value: schema === undefined ? given : coerced(schema, given), enumerable: true });
  }
  return checked(dto, value);
}

function coerced(schema: Schema, given: unknown): unknown {
  if (schema['type'] === 'array') return [given].flat().map((one) => coerced(schema['items'] as Schema, one));
  if (typeof given !== 'string') return given;
  if (schema['type'] === 'integer' && /^-?(?:0|[1-9]\d{0,15})$/.test(given)) return Number(given);
  if (schema['type'] === 'boolean' && (given === 'true' || given === 'false')) return given === 'true';
  return given;
}
