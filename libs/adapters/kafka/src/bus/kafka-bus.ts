import { conflict } from '@loyalty/kernel';
import type { ConsumerStatus, MessageBus, Reaction, StopReport } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import { GroupConsumer } from '../group/group-consumer';
import type { ConsumerParts, ConsumerSettings } from '../settings';
import { ReactionSubject } from './reaction-subject';

export interface KafkaBusOptions {
  /** Where the events of a stream category are published: `order` → `loyalty.commerce.events.v1`. */
  topicOf(category: string): string;
  readonly settings?: Partial<ConsumerSettings>;
}

/** The bus of services that run apart: each reaction is a consumer group of its own, with as many members as processes. */
export class KafkaBus implements MessageBus {
  private readonly consumers = new Map<string, GroupConsumer>();

  constructor(private readonly connection: KafkaConnection, private readonly parts: ConsumerParts, private readonly options: KafkaBusOptions) {}

  /** Throws `consumer_name_taken`: in one process a second member of a group would only take partitions from the first. */
  consumer(reaction: Reaction): GroupConsumer {
    if (this.consumers.has(reaction.name)) throw conflict('consumer_name_taken', `There is a consumer ${reaction.name} already`, { consumer: reaction.name });
    const consumer = new GroupConsumer(new ReactionSubject(reaction, this.options.topicOf), this.connection, this.parts, this.options.settings);
    this.consumers.set(reaction.name, consumer);
    return consumer;
  }

  async start(): Promise<void> {
    await Promise.all(Array.from(this.consumers.values(), (consumer) => consumer.start()));
  }

  /** Stops all at once, within the time. */
  async stop(deadline_ms: number): Promise<ReadonlyMap<string, StopReport>> {
    return new Map(await Promise.all(Array.from(this.consumers, async ([name, consumer]) => [name, await consumer.stop(deadline_ms)] as const)));
  }

  status(): Promise<readonly ConsumerStatus[]> {
    return Promise.all(Array.from(this.consumers.values(), (consumer) => consumer.status()));
  }
}
