import { readFileSync } from 'node:fs';
import path from 'node:path';
import { asyncApi, schemaFile } from './asyncapi';
import { publishedMessages, type PublishedMessage } from './published-messages';

/** Everything generated, by its path below docs/contracts. */
export type Documents = ReadonlyMap<string, string>;

/** Makes all documents from the code. The same code gives the same bytes. */
export async function documents(root: string): Promise<Documents> {
  const messages = await publishedMessages(root);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return new Map([['asyncapi.json', text(asyncApi(messages, version))], ...messages.map((message): [string, string] => [schemaFile(message), text(fileOf(message))])]);
}

function fileOf({ topic, type, schema, examples }: PublishedMessage): object {
  const { $defs, ...own } = schema;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:loyalty-ledger:${topic}:${type}`, title: type,
    ...own, examples, ...($defs === undefined ? {} : { $defs }),
  };
}

function text(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
