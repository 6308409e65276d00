import { isISO8601, isUUID } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';

/** A piece of JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a decorator says in JSON Schema; undefined when it was given options that cannot be said. */
type Rule = (meta: ValidationMetadata) => Schema | undefined;

/** Formats are checked by the very function that the decorator uses, so the two can never differ. */
const checks = new Map<string, (text: string) => boolean>([['iso8601', (text) => isISO8601(text)], ['uuid', (text) => isUUID(text)]]);

const says = (schema: Schema): Rule => (meta) => (meta.constraints?.some((one) => one !== undefined) ? undefined : schema);
const first = (keyword: string, more: Schema = {}): Rule => ({ constraints: [value] }) => ({ ...more, [keyword]: value });

/**
 * The class-validator decorators that JSON Schema can say exactly. Bounds say no type, because `@Min` must not turn an
 * integer into a number; `schemaOf` asks for a decorator that does.
 */
const rules = new Map<string, Rule>(Object.entries({
  isString: says({ type: 'string' }),
  isInt: says({ type: 'integer' }),
  isNumber: ({ constraints: [options] }) => (Object.keys(options ?? {}).length > 0 ? undefined : { type: 'number' }),
  isBoolean: says({ type: 'boolean' }),
  isObject: says({ type: 'object' }),
  isArray: says({ type: 'array' }),
  min: first('minimum'),
  max: first('maximum'),
  isPositive: says({ exclusiveMinimum: 0 }),
  minLength: first('minLength', { type: 'string' }),
  maxLength: first('maxLength', { type: 'string' }),
  isLength: ({ constraints: [minLength, maxLength] }) => ({ type: 'string', minLength, ...(maxLength === undefined ? {} : { maxLength }) }),
  matches: ({ constraints: [pattern, flags] }) =>
    pattern instanceof RegExp && pattern.flags === '' && flags === undefined ? { type: 'string', pattern: pattern.source } : undefined,
  isIn: ({ constraints: [values] }) => choice(values),
  isEnum: ({ constraints: [values] }) => choice(Object.values(values)),
  arrayMinSize: first('minItems', { type: 'array' }),
  arrayMaxSize: first('maxItems', { type: 'array' }),
  arrayNotEmpty: says({ type: 'array', minItems: 1 }),
  arrayUnique: says({ type: 'array', uniqueItems: true }),
  isUuid: says({ type: 'string', format: 'uuid' }),
  isIso8601: says({ type: 'string', format: 'iso8601' }),
  isDateString: says({ type: 'string', format: 'iso8601' }),
}));

function choice(values: readonly unknown[]): Schema | undefined {
  const distinct = [...new Set(values)];
  const types = [...new Set(distinct.map((value) => typeof value))];
  const said = types.length === 1 && ['string', 'number', 'boolean'].includes(types[0]!) && distinct.every((value) => typeof value !== 'number' || Number.isFinite(value));
  return said ? { type: types[0], enum: distinct } : undefined;
}

export function ruleOf(name: string): Rule | undefined {
  return rules.get(name);
}

export function formats(): ReadonlyMap<string, (text: string) => boolean> {
  return checks;
}

/** Makes a decorator's rule for texts known under its class-validator name. */
export function learnTextRule(name: string, format: string, schema: Schema, holds: (text: string) => boolean): void {
  if (rules.has(name) || checks.has(format)) throw new Error(`There is a rule ${name} or a format ${format} already`);
  checks.set(format, holds);
  rules.set(name, says({ type: 'string', ...schema, format }));
}
