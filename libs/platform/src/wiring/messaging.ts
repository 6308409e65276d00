import type { INestApplication } from '@nestjs/common';
import { contextOf } from '@loyalty/contracts';
import { InProcessBus } from '@loyalty/in-process';
import type { KafkaIntake, KafkaPublisher, PassErrors } from '@loyalty/kafka';
import type { EventStore } from '@loyalty/ledger';
import { contextTopic, type CheckpointStore, type Consumer, type MessageBus, type ParkedStore } from '@loyalty/messaging';
import type { Address } from '../configuration/address';
import type { Publication } from './contributions';
import type { Ports } from './world';

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
    intake: intakeOf(service, new KafkaIntake(connection, parts, { service }), new PassErrors()),
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
