import Ajv from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv';
import { instant } from '@loyalty/kernel';
import { closed, type Schema } from './closed';
import { isPublishedTopic, publishedSchemas } from './documents';

/** A record as it goes over Kafka, its parts as text. */
export interface WrittenRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

interface Compiled {
  readonly data: ValidateFunction;
  readonly headers: ValidateFunction;
  readonly key: ValidateFunction;
}

const compiled = new Map<string, Compiled | undefined>();
let ajv: Ajv | undefined;

/**
 * Throws, naming the member at fault, unless data are what docs/contracts says of this type on this topic, and nothing
 * beyond it. What is on a topic that nobody knows of is none of its business.
 */
export function assertPublished(topic: string, type: string, data: unknown): void {
  if (isPublishedTopic(topic)) hold(compiledFor(topic, type).data, data, `${type} on ${topic}`);
}

/** The same for a whole record: its key, its headers and its value. */
export function assertPublishedRecord({ topic, key, headers, value }: WrittenRecord): void {
  if (!isPublishedTopic(topic)) return;
  const type = headers['ce_type'] ?? '';
  const message = compiledFor(topic, type);
  hold(message.key, key, `The key of ${type} on ${topic}`);
  hold(message.headers, headers, `The headers of ${type} on ${topic}`);
  hold(message.data, JSON.parse(value), `${type} on ${topic}`);
}

function hold(valid: ValidateFunction, value: unknown, what: string): void {
  if (valid(value)) return;
  const errors = valid.errors!.map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
  throw new Error(`${what} is not as docs/contracts says: ${errors.join('; ')}`);
}

function compiledFor(topic: string, type: string): Compiled {
  const name = `${topic} ${type}`;
  if (!compiled.has(name)) compiled.set(name, compile(topic, type));
  const found = compiled.get(name);
  if (found === undefined) throw new Error(`docs/contracts knows of no ${type} on ${topic}`);
  return found;
}

function compile(topic: string, type: string): Compiled | undefined {
  const schemas = publishedSchemas(topic, type);
  if (schemas === undefined) return undefined;
  ajv ??= newAjv();
  const one = (schema: Schema) => ajv!.compile(schema);
  // Whoever sends to us may have headers of its own.
  return { data: one(closed(schemas.data)), headers: one(schemas.ours ? closed(schemas.headers) : schemas.headers), key: one(schemas.key) };
}

function newAjv(): Ajv {
  const made = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  return made.addFormat('date-time', isInstant);
}

function isInstant(text: string): boolean {
  try {
    instant(text);
    return true;
  } catch {
    return false; // the answer, not an error
  }
}
