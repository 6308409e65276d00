import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { corrupt } from '@loyalty/ledger';
import { outcomesTopic, type Consumer, type StopReport } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import { GroupConsumer } from '../group/group-consumer';
import type { ConsumerParts, ConsumerSettings } from '../settings';
import { IntakeSubject } from './intake-subject';
import { Routes, type Handle } from './routes';

export interface IntakeOptions {
  /** Names the consumer group, `<service>.intake`, and the source of outcomes. A group of its own: reactions may be named as their service. */
  readonly service: string;
  /** Where types of patterns that name no topic come from. */
  readonly topics?: readonly string[];
  /** Types that may come and concern nobody here. Any other unknown type is parked. */
  readonly ignore?: readonly string[];
  readonly settings?: Partial<ConsumerSettings>;
  /** How long `close` lets handlers finish. */
  readonly stop_ms?: number;
}

/**
 * Nest's way in over Kafka, as a transport strategy: ordinary controllers with `@MessagePattern` for commands and
 * `@EventPattern` for events. A command's answer or refusal is one record on its outcomes topic before its offset is
 * settled; an event has none.
 */
export class KafkaIntake extends Server implements CustomTransportStrategy {
  /** Failures of event handlers are ours to answer: Nest need not log them. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly routes = new Routes();
  private running: GroupConsumer | undefined;

  constructor(private readonly connection: KafkaConnection, private readonly parts: ConsumerParts, private readonly options: IntakeOptions) {
    super();
  }

  /** Called by Nest for each handler. Throws `pattern_invalid`, `pattern_taken`, `pattern_without_outcomes`. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    this.routes.add(pattern, { kind: isEventHandler ? 'event' : 'command', handle: callback as Handle });
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Called by Nest when all handlers are known. Hands over `pattern_without_topic` and other refusals; a broker that is away is waited for. */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async start(): Promise<void> {
    await (this.running ??= this.build()).start();
  }

  /** Called by Nest when the application closes; `stop` before it says what was not finished. */
  async close(): Promise<void> {
    await this.stop(this.options.stop_ms ?? 10_000);
  }

  async stop(deadline_ms: number): Promise<StopReport> {
    return (await this.running?.stop(deadline_ms)) ?? { drained: true, unfinished: 0 };
  }

  /** Its status and its parking. Throws `intake_not_started`. */
  get consumer(): Consumer {
    return this.started();
  }

  override on(): void {
    // There is nothing to listen for that `status` does not say.
  }

  override unwrap<T>(): T {
    return this.started() as T;
  }

  private started(): GroupConsumer {
    if (this.running === undefined) throw corrupt('intake_not_started', `The intake of ${this.options.service} has not been started`, { service: this.options.service });
    return this.running;
  }

  private build(): GroupConsumer {
    const { service, topics: given = [], ignore = [], settings } = this.options;
    const topics = this.routes.topics(given);
    const outcomes = topics.flatMap((topic) => outcomesTopic(topic) ?? []).map((topic) => ({ topic }));
    const subject = new IntakeSubject(`${service}.intake`, service, topics, this.routes, new Set(ignore), this.connection.producer);
    return new GroupConsumer(subject, this.connection, this.parts, settings, outcomes);
  }
}
