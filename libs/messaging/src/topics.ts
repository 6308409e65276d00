import { invalid } from '@loyalty/kernel';

/** Kafka's own limit is 249; the rest is for `.parked`. */
const TOPIC_LENGTH_MAX = 240;
const PART = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What a topic of a context carries. On `publisher` nobody writes: who holds its one partition publishes the events. */
export type TopicKind = 'commands' | 'events' | 'outcomes' | 'publisher';

/** `loyalty.points.events.v1`. Throws `topic_invalid`. */
export function contextTopic(context: string, kind: TopicKind, version = 1): string {
  return topic(['loyalty', context, kind], version);
}

/** Facts that the shop, the POS or the ERP tells: `commerce.orders.v1`. Throws `topic_invalid`. */
export function commerceTopic(facts: string, version = 1): string {
  return topic(['commerce', facts], version);
}

const COMMANDS = /^(loyalty\.[a-z0-9-]+)\.commands(\.v[1-9][0-9]*)$/;

/** Where what came of the commands on a topic is told: one record each. Undefined for a topic that carries no commands. */
export function outcomesTopic(ofCommands: string): string | undefined {
  const match = COMMANDS.exec(ofCommands);
  return match === null ? undefined : `${match[1]}.outcomes${match[2]}`;
}

/** Where a consumer on Kafka puts the bodies of what it could not take, from whatever topics, with the error beside them. */
export function parkedTopic(consumer: string): string {
  return `${consumer}.parked`;
}

function topic(parts: readonly string[], version: number): string {
  const name = `${parts.join('.')}.v${version}`;
  if (!parts.every((part) => PART.test(part)) || !Number.isInteger(version) || version < 1 || name.length > TOPIC_LENGTH_MAX) {
    throw invalid('topic_invalid', `"${name.slice(0, 80)}" cannot name a topic`, { topic: name.slice(0, 80) });
  }
  return name;
}
