import { conflict } from '@loyalty/kernel';
import type { Consumer, ConsumerStatus, MessageBus, Reaction, StopReport } from '@loyalty/messaging';
import { InProcessConsumer } from './in-process-consumer';
import { DEFAULT_LIMITS, type InProcessLimits, type InProcessParts } from './options';

/**
 * The bus of one process. The log is the topic: each consumer is a durable subscription to it, with a checkpoint of its
 * own. At least once, with the effect once, because reactions carry the event's id into their commands.
 */
export class InProcessBus implements MessageBus {
  private readonly limits: InProcessLimits;
  private readonly consumers = new Map<string, InProcessConsumer>();

  constructor(private readonly parts: InProcessParts, limits: Partial<InProcessLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Throws `consumer_name_taken`: two consumers of one name would share a checkpoint and lose events to each other. */
  consumer(reaction: Reaction): Consumer {
    if (this.consumers.has(reaction.name)) throw conflict('consumer_name_taken', `There is a consumer ${reaction.name} already`, { consumer: reaction.name });
    const consumer = new InProcessConsumer(reaction, this.parts, this.limits);
    this.consumers.set(reaction.name, consumer);
    return consumer;
  }

  /** Starts all; rejects with the first refusal, see `Consumer.start`. */
  async start(): Promise<void> {
    for (const consumer of this.consumers.values()) await consumer.start();
  }

  /** Stops all at once, within the time. */
  async stop(deadline_ms: number): Promise<ReadonlyMap<string, StopReport>> {
    const reports = await Promise.all(Array.from(this.consumers, async ([name, consumer]) => [name, await consumer.stop(deadline_ms)] as const));
    return new Map(reports);
  }

  status(): Promise<readonly ConsumerStatus[]> {
    return Promise.all(Array.from(this.consumers.values(), (consumer) => consumer.status()));
  }
}
