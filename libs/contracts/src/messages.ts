import { COMMERCE_EVENT_TYPES, COMMERCE_EVENTS, COMMERCE_EVENTS_TOPIC, FACT_MESSAGES, FACT_TOPICS, type FactTopic } from './commerce';
import { COUPONS_COMMANDS, COUPONS_COMMANDS_TOPIC, COUPONS_EVENT_TYPES, COUPONS_EVENTS, COUPONS_EVENTS_TOPIC, COUPONS_OUTCOMES, COUPONS_OUTCOMES_TOPIC } from './coupons';
import { POINTS_COMMANDS, POINTS_COMMANDS_TOPIC, POINTS_EVENT_TYPES, POINTS_EVENTS, POINTS_EVENTS_TOPIC, POINTS_OUTCOMES, POINTS_OUTCOMES_TOPIC } from './points';
import type { ContextName } from './contexts';

/** fact and command: others write, we read. outcome and event: we write, others read. */
export type MessageKind = 'fact' | 'command' | 'outcome' | 'event';

/** One kind of message on one topic, as other teams see it. */
export interface Message {
  readonly topic: string;
  /** Its CloudEvents type. */
  readonly type: string;
  readonly kind: MessageKind;
}

/** An event may stand on streams of these categories; its record's key is the stream's name. */
export interface EventMessage extends Message {
  readonly kind: 'event';
  readonly categories: readonly string[];
}

/** Where each context publishes its events. */
export const EVENT_TOPICS: Readonly<Record<ContextName, string>> = { commerce: COMMERCE_EVENTS_TOPIC, points: POINTS_EVENTS_TOPIC, coupons: COUPONS_EVENTS_TOPIC };

/** The member of a fact's data (or of its `order`) whose order matters: facts about one should all have it as their key. */
export const FACT_KEYS: Readonly<Record<FactTopic, string>> = {
  [FACT_TOPICS.orders]: 'orderId', [FACT_TOPICS.carts]: 'cartId', [FACT_TOPICS.customers]: 'memberId',
  [FACT_TOPICS.activities]: 'memberId', [FACT_TOPICS.stock]: 'sku', [FACT_TOPICS.products]: 'sku',
};

const facts = FACT_MESSAGES.map(({ topic, type }): Message => ({ topic, type, kind: 'fact' }));
const commandsOn = (topic: string, commands: object) => Object.keys(commands).map((type): Message => ({ topic, type, kind: 'command' }));
const outcomesOn = (topic: string, outcomes: Readonly<Record<string, { readonly type: string }>>) => Object.values(outcomes).map(({ type }): Message => ({ topic, type, kind: 'outcome' }));
const commands = [...commandsOn(POINTS_COMMANDS_TOPIC, POINTS_COMMANDS), ...commandsOn(COUPONS_COMMANDS_TOPIC, COUPONS_COMMANDS)];
const outcomes = [...outcomesOn(POINTS_OUTCOMES_TOPIC, POINTS_OUTCOMES), ...outcomesOn(COUPONS_OUTCOMES_TOPIC, COUPONS_OUTCOMES)];

/** Every event that we publish. */
export const EVENT_MESSAGES: readonly EventMessage[] = [
  ...COMMERCE_EVENT_TYPES.map((type): EventMessage => ({ topic: EVENT_TOPICS.commerce, type, kind: 'event', categories: COMMERCE_EVENTS[type] })),
  ...POINTS_EVENT_TYPES.map((type): EventMessage => ({ topic: EVENT_TOPICS.points, type, kind: 'event', categories: POINTS_EVENTS[type] })),
  ...COUPONS_EVENT_TYPES.map((type): EventMessage => ({ topic: EVENT_TOPICS.coupons, type, kind: 'event', categories: COUPONS_EVENTS[type] })),
];

/** Every message that goes between us and other teams, in a fixed order. */
export const MESSAGES: readonly Message[] = [...facts, ...commands, ...outcomes, ...EVENT_MESSAGES];
