import type { PublishedMessage } from './published-messages';

const SCHEMA_FORMAT = 'application/schema+json;version=draft-2020-12';
const SERVERS = ['local', 'production'];
const DESCRIPTION = 'What other teams send to the loyalty ledger and receive from it over Kafka. Records are CloudEvents 1.0 in binary mode: attributes are headers, data are the value. README.md beside this file says what is promised.';

const ABOUT: Readonly<Record<PublishedMessage['kind'], { readonly action: 'send' | 'receive'; readonly summary: string }>> = {
  fact: { action: 'receive', summary: 'What happened at the shop, as the shop tells it.' },
  command: { action: 'receive', summary: 'What is asked of the ledger; each command gets one outcome.' },
  outcome: { action: 'send', summary: 'What became of each command.' },
  event: { action: 'send', summary: 'What has happened, in order within each key.' },
};

/** Where a message's schema lies, relative to the document. */
export function schemaFile({ topic, type }: Pick<PublishedMessage, 'topic' | 'type'>): string {
  return `schemas/${topic}/${type}.json`;
}

/** The AsyncAPI 3.0 document. Payloads stand in files of their own. */
export function asyncApi(messages: readonly PublishedMessage[], version: string): object {
  const topics = Map.groupBy(messages, ({ topic }) => topic);
  const each = <T>(make: (topic: string, of: readonly PublishedMessage[]) => T) => Object.fromEntries([...topics].map(([topic, of]) => [topic, make(topic, of)]));
  return {
    asyncapi: '3.0.0',
    info: { title: 'Loyalty ledger', version, description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      local: { host: '127.0.0.1:9092', protocol: 'kafka', description: 'What `npm run infra -- up` starts.' },
      production: { host: '{brokers}', protocol: 'kafka', description: 'Named by MESSAGE_BUS_URL.', variables: { brokers: { description: 'host:port of a broker' } } },
    },
    channels: each((topic, of) => ({
      address: topic,
      summary: ABOUT[of[0]!.kind].summary,
      servers: SERVERS.map((name) => ({ $ref: `#/servers/${name}` })),
      messages: Object.fromEntries(of.map(({ type }) => [type, { $ref: `#/components/messages/${nameOf(topic, type)}` }])),
      bindings: { kafka: { topic, bindingVersion: '0.5.0' } },
    })),
    operations: each((topic, of) => ({
      action: ABOUT[of[0]!.kind].action,
      channel: { $ref: `#/channels/${topic}` },
      messages: of.map(({ type }) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
    })),
    components: { messages: Object.fromEntries(messages.map((message) => [nameOf(message.topic, message.type), described(message)])) },
  };
}

function nameOf(topic: string, type: string): string {
  return `${topic}.${type}`;
}

function described(message: PublishedMessage): object {
  const { type, schema, headers, key, headersExample } = message;
  return {
    name: type,
    title: type,
    ...(schema['description'] === undefined ? {} : { summary: schema['description'] }),
    contentType: 'application/json',
    headers: { schemaFormat: SCHEMA_FORMAT, schema: headers },
    payload: { schemaFormat: SCHEMA_FORMAT, schema: { $ref: `./${schemaFile(message)}` } },
    bindings: { kafka: { key, bindingVersion: '0.5.0' } },
    examples: [{ name: 'headers', headers: headersExample }],
  };
}
