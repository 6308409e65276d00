import { COUPONS_COMMANDS, COUPONS_OUTCOMES, EVENT_MESSAGES, FACT_DTOS, FACT_KEYS, FACT_MESSAGES, GOOD_FACTS, MESSAGES, POINTS_COMMANDS, POINTS_OUTCOMES, type FactTopic, type Message } from '@loyalty/contracts';
import { toBinary, toCloudEvent } from '@loyalty/messaging';
import type { Dto } from '@loyalty/platform';
import { COMMANDS, type CommandType } from './examples/commands';
import { REDEMPTION_COMMANDS } from './examples/redemption-commands';
import { story, type Story } from './examples/story';
import { commandHeaders, eventHeaders, factHeaders, outcomeHeaders } from './headers';
import { schemaOfDtos } from './schemas/of-dtos';
import { schemasOfTypes, type SchemasOfTypes } from './schemas/of-types';
import type { JsonSchema } from './schemas/schema';

/** A message with all that is published of it. */
export interface PublishedMessage extends Message {
  /** Of its data, which are the record's value. */
  readonly schema: JsonSchema;
  readonly headers: JsonSchema;
  readonly key: JsonSchema;
  /** Data, each of which the schema allows. */
  readonly examples: readonly unknown[];
  readonly headersExample: Readonly<Record<string, string>>;
}

const LOG_ID = '0123456789abcdef0123456789abcdef';
const STREAM_ID = '[A-Za-z0-9_~@:.-]+';
const ANY_KEY = { type: 'string', minLength: 1 };
const ALL_COMMANDS: Readonly<Record<CommandType, { readonly target: unknown; readonly body: unknown }>> = { ...POINTS_COMMANDS, ...COUPONS_COMMANDS };
const ALL_OUTCOMES = { ...POINTS_OUTCOMES, ...COUPONS_OUTCOMES };
const EXAMPLES: Readonly<Record<CommandType, object>> = { ...COMMANDS, ...REDEMPTION_COMMANDS };
/** Whose order commands of a context are taken in. */
const KEYS = { points: 'The memberId (of a transfer, the member it is from)', redemption: 'The redemptionId, or else the cart or the member' };

/** Every message of libs/contracts. The same in every run. */
export async function publishedMessages(root: string): Promise<readonly PublishedMessage[]> {
  const types = schemasOfTypes(root);
  const told = await story();
  const by: Readonly<Record<Message['kind'], (message: Message) => PublishedMessage>> = {
    fact: factMessage,
    command: commandMessage,
    outcome: (message) => outcomeMessage(message, types, told),
    event: (message) => eventMessage(message, types, told),
  };
  return MESSAGES.map((message) => by[message.kind](message));
}

function factMessage(message: Message): PublishedMessage {
  const { fact } = FACT_MESSAGES.find(({ type }) => type === message.type)!;
  const { factId, occurredAt, data } = GOOD_FACTS[fact];
  const by = FACT_KEYS[message.topic as FactTopic];
  return {
    ...message, schema: schemaOfDtos(FACT_DTOS[fact]), headers: factHeaders(message.type), examples: [data],
    key: { ...ANY_KEY, description: `The ${by} of the fact. Facts are taken in order within a key; without a key a fact is parked.` },
    headersExample: { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: factId, ce_source: '/shop/web', ce_type: message.type, ce_time: occurredAt },
  };
}

function commandMessage(message: Message): PublishedMessage {
  const type = message.type as CommandType;
  const { target, body } = ALL_COMMANDS[type];
  const key = KEYS[type.slice(0, type.indexOf('.')) as keyof typeof KEYS];
  return {
    ...message, schema: schemaOfDtos(...([target, body].filter((dto) => dto !== undefined) as Dto[])), headers: commandHeaders(type), examples: [EXAMPLES[type]],
    key: { ...ANY_KEY, description: `${key}. Commands are taken in order within a key; without a key a command is parked.` },
    headersExample: { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: `c-${type}`, ce_source: '/shop/checkout', ce_type: type },
  };
}

function outcomeMessage(message: Message, { outcomes }: SchemasOfTypes, told: Story): PublishedMessage {
  const [command, { data }] = (Object.entries(ALL_OUTCOMES) as [CommandType, { type: string; data: keyof typeof outcomes }][]).find(([, { type }]) => type === message.type)!;
  const service = message.topic.split('.')[1]!;
  return {
    ...message, schema: outcomes[data], headers: outcomeHeaders(message.type), examples: told.outcomes.get(command)!,
    key: { ...ANY_KEY, description: "The command's key." },
    headersExample: { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: `c-${command}`, ce_source: `/services/${service}`, ce_type: message.type, ce_subject: 'm50' },
  };
}

function eventMessage(message: Message, { events }: SchemasOfTypes, told: Story): PublishedMessage {
  const { categories } = EVENT_MESSAGES.find(({ type, topic }) => type === message.type && topic === message.topic)!;
  const first = told.events.find(({ type }) => type === message.type);
  if (first === undefined) throw new Error(`No ${message.type} happens in tools/contracts/examples/story.ts`);
  const { headers } = toBinary(toCloudEvent(first, LOG_ID));
  return {
    ...message, schema: events[message.type]!, headers: eventHeaders(message.type), examples: [first.data], headersExample: headers,
    key: { type: 'string', pattern: `^(${categories.join('|')})-${STREAM_ID}$`, description: 'The stream: the aggregate that the event is about.' },
  };
}
