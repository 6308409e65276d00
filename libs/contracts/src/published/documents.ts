import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Schema } from './closed';

// What is committed in docs/contracts, read when first needed: for tests, which run from source.
const FOLDER = path.resolve(__dirname, '../../../../docs/contracts');

interface Described {
  readonly headers: { readonly schema: Schema };
  readonly payload: { readonly schema: { readonly $ref: string } };
  readonly bindings: { readonly kafka: { readonly key: Schema } };
}

interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Record<string, unknown>> }>>;
  readonly operations: Readonly<Record<string, { readonly action: 'send' | 'receive' }>>;
  readonly components: { readonly messages: Readonly<Record<string, Described>> };
}

/** What is published of a message. */
export interface PublishedSchemas {
  readonly data: Schema;
  readonly headers: Schema;
  readonly key: Schema;
  /** We write it; else we read it. */
  readonly ours: boolean;
}

let document: AsyncApi | undefined;
const read = (name: string) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as unknown;
const asyncApi = () => (document ??= read('asyncapi.json') as AsyncApi);

/** Undefined for a topic that is not published, or a type that does not go over it. */
export function publishedSchemas(topic: string, type: string): PublishedSchemas | undefined {
  const message = asyncApi().components.messages[`${topic}.${type}`];
  if (message === undefined || asyncApi().channels[topic]?.messages[type] === undefined) return undefined;
  return { data: read(message.payload.schema.$ref) as Schema, headers: message.headers.schema, key: message.bindings.kafka.key, ours: asyncApi().operations[topic]!.action === 'send' };
}

export function isPublishedTopic(topic: string): boolean {
  return asyncApi().channels[topic] !== undefined;
}
