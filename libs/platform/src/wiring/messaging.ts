import type { INestApplication } from '@nestjs/common';
import { contextOf } from '@loyalty/contracts';
import { InProcessBus } from '@loyalty/in-process';
import type { ConsumerSettings, KafkaIntake, KafkaPublisher, PassErrors } from '@loyalty/kafka';
import type { EventStore } from '@loyalty/ledger';
import { contextTopic, type CheckpointStore, type Consumer, type MessageBus, type ParkedStore } from '@loyalty/messaging';
import type { Address } from '../configuration/address';
import type { Ports } from '../configuration/system-ports';
import type { Publication } from './contributions';

/** How a service hears of others, and they of it. */
export interface Messaging {
  readonly bus: MessageBus;
  /** The way in for messages to its controllers; none where all contexts share a process. */
  readonly intake?: Intake;
  /** Lets others have a context's events; not needed where they read the same log. */
  publisher?(publication: Publication): KafkaPublisher;
  close(deadline_ms: number): Promise<void>;
}

export interface Intake {
  readonly name: string;
  /** Has the application's controllers take messages. Resolves when they do, or wait for the broker. */
  start(app: INestApplication): Promise<void>;
  /** Its status and its parking, once it is started. */
  readonly consumer: Consumer;
  stop(deadline_ms: number): Promise<unknown>;
}

export interface MessagingParts extends Ports {
  readonly service: string;
  readonly log: EventStore;
  readonly checkpoints: CheckpointStore;
  readonly parked: ParkedStore;
}

/**
 * How much the intake takes at once. A command waits for its commit, and a commit is the cheaper for each command the more
 * of them are in it: with the 64 keys that a reaction gets, a service does less than half as many commands.
 */
export const INTAKE: Pick<ConsumerSettings, 'keysInParallel' | 'inFlightMax'> = { keysInParallel: 1_000, inFlightMax: 5_000 };

/** What a scheme of MESSAGE_BUS_URL means. */
export const messagingAdapters: Readonly<Record<string, (address: Address, parts: MessagingParts) => Promise<Messaging>>> = {
  'in-process': async (_address, parts) => ({ bus: new InProcessBus(parts), close: async () => undefined }),
  kafka: overKafka,
};

async function overKafka({ url }: Address, { service, log, checkpoints, ...parts }: MessagingParts): Promise<Messaging> {
  // Only who uses it waits until its client is loaded.
  const { brokersOf, KafkaBus, KafkaConnection, KafkaIntake, KafkaPublisher, PassErrors } = await import('@loyalty/kafka');
  const connection = new KafkaConnection({ brokers: brokersOf(url), clientId: service }, parts);
  return {
    bus: new KafkaBus(connection, parts, { topicOf: (category) => contextTopic(contextOf(category), 'events') }),
    intake: intakeOf(service, new KafkaIntake(connection, parts, { service, settings: INTAKE }), new PassErrors()),
    publisher: (publication) => new KafkaPublisher(connection, { log, checkpoints }, publication),
    close: (deadline_ms) => connection.close(deadline_ms),
  };
}

function intakeOf(service: string, strategy: KafkaIntake, passErrors: PassErrors): Intake {
  return {
    name: `${service}.intake`,
    async start(app) {
      // Filters must be known before handlers are, and those are made when it starts.
      app.connectMicroservice({ strategy }, { deferInitialization: true }).useGlobalFilters(passErrors);
      await app.startAllMicroservices();
    },
    get consumer() {
      return strategy.consumer;
    },
    stop: (deadline_ms) => strategy.stop(deadline_ms),
  };
}
