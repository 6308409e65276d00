import { MemoryEventStore } from '@loyalty/ledger';
import { MemoryParkedStore, toBinary, toCloudEvent, type Reaction } from '@loyalty/messaging';
import { BUS_LIMITS, busContract, record } from '@loyalty/testing';
import { startKafka } from '@loyalty/testing/servers';
import { fresh, TestBroker, testPorts } from '../broker.fixture';
import type { GroupConsumer } from '../group/group-consumer';
import { KafkaBus } from './kafka-bus';

jest.setTimeout(60_000);
const { keysInParallel, inFlightMax, attemptsMax, retry_ms } = BUS_LIMITS;
const settings = { keysInParallel, inFlightMax, retry: { attemptsMax, first_ms: retry_ms, longest_ms: retry_ms }, commitEvery_ms: 20, session_ms: 6_000, heartbeat_ms: 500 };

const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

let topic = '';

// One partition, so that the broker's order is the log's and the number of records settled is the log's position.
busContract('KafkaBus', async () => {
  const log = new MemoryEventStore();
  const parts = { ...testPorts, parked: new MemoryParkedStore() };
  const suffix = fresh('contract');
  topic = `${suffix}.events`;
  const connection = broker.connect();
  await connection.ensure([{ topic }]);
  const living = new Map<string, GroupConsumer>();
  let published = 0;
  return {
    publish: async (...movements) => {
      const last = await record(log, ...movements);
      const { events } = await log.readAll({ after: published, limit: 10_000 });
      published = last;
      await connection.producer.send(events.map((event) => ({ topic, key: event.stream, ...toBinary(toCloudEvent(event, log.logId)) })));
      return last;
    },
    // A consumer that was not stopped before another of its name opens has died.
    open: async () => {
      const bus = new KafkaBus(connection, parts, { topicOf: () => topic, settings });
      return {
        consumer: (reaction: Reaction) => {
          const name = `${reaction.name}.${suffix}`;
          const consumer = bus.consumer({ ...reaction, name });
          const start = consumer.start.bind(consumer);
          consumer.start = async () => {
            await living.get(name)?.abandon();
            living.set(name, consumer);
            await start();
          };
          return consumer;
        },
      };
    },
    cleanUp: async () => {
      for (const consumer of living.values()) await consumer.abandon();
      await connection.close(1_000);
      await log.close();
    },
  };
}, { ownCheckpoints: false, parkedStream: () => `${topic}/0` });
