import { MemoryEventStore, type RecordedEvent } from '@loyalty/ledger';
import { APPLIED, contextTopic, MemoryCheckpointStore, MemoryParkedStore } from '@loyalty/messaging';
import { earn, record, until } from '@loyalty/testing';
import { freePort, startKafka } from '@loyalty/testing/servers';
import { KafkaBus } from '../bus/kafka-bus';
import { fresh, TestBroker, testPorts } from '../broker.fixture';
import { KafkaConnection } from '../connection/kafka-connection';
import { KafkaPublisher } from '../publish/kafka-publisher';
import { event, everything, noting, published, settled } from './accounts.fixture';
import type { GroupConsumer } from './group-consumer';

jest.setTimeout(120_000);
const settings = { commitEvery_ms: 50, session_ms: 6_000, heartbeat_ms: 500 };

const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Longer than `until`: a broker takes its time to come back. */
const eventually = async (condition: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 600 && !(await condition()); i += 1) await sleep(100);
  expect(await condition()).toBe(true);
};

describe('while the broker is away', () => {
  let handled: RecordedEvent[], consumer: GroupConsumer | undefined;

  beforeEach(() => (handled = []));
  afterEach(() => consumer?.abandon());

  const bus = (connection: KafkaConnection, topic: string) => new KafkaBus(connection, { ...testPorts, parked: new MemoryParkedStore() }, { topicOf: () => topic, settings });

  it('a start does not fail and does not loop: it says that it waits, and why', async () => {
    const connection = new KafkaConnection({ brokers: [`127.0.0.1:${await freePort()}`], clientId: 'test', connect_ms: 200 }, testPorts);
    const waiting = bus(connection, 'nowhere').consumer(noting('nobody', handled));
    await waiting.start();
    expect(await waiting.status()).toMatchObject({ state: 'waiting', error: { code: 'broker_unavailable', category: 'unavailable', retryable: true } });
    expect(await waiting.stop(1_000)).toEqual({ drained: true, unfinished: 0 });
    await connection.close(100);
  });

  it('a consumer waits, shows it, and loses nothing when it is back', async () => {
    const connection = broker.connect();
    const topic = fresh('accounts');
    await connection.ensure([{ topic }]);
    consumer = bus(connection, topic).consumer(noting(fresh('notices'), handled, async () => {
      await sleep(5);
      return APPLIED;
    }));
    await consumer.start();
    /** As whoever publishes does: again until it is acknowledged. */
    const send = async (from: number, to: number) => {
      for (let sent = false; !sent; await sleep(50)) {
        sent = await connection.producer.send(Array.from({ length: to - from }, (_, i) => published(topic, event('m1', from + i)))).then(() => true, () => false);
      }
    };
    await send(1, 201);
    await until(() => handled.length > 20);
    await broker.stop();
    await eventually(async () => (await consumer!.status()).state === 'waiting');
    expect((await consumer.status()).error).toMatchObject({ code: 'broker_unavailable' });
    const sent = send(201, 301);
    await sleep(1_000);
    await broker.start();
    await sent;
    await eventually(async () => (await consumer!.status()).state === 'running' && (await consumer!.status()).lag === 0 && handled.at(-1)?.revision === 300);
    await settled(consumer, 300);
    const revisions = handled.map(({ revision }) => revision);
    expect([...new Set(revisions)]).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect((await consumer.status()).counters.parked).toBe(0);
  });

  it('a publisher waits, shows it, and leaves nothing out when it is back', async () => {
    const log = new MemoryEventStore();
    const context = fresh('points');
    const publisher = new KafkaPublisher(broker.connect({ connect_ms: 200 }), { log, checkpoints: new MemoryCheckpointStore() }, { context, categories: ['account'] });
    await publisher.start();
    await record(log, earn('m1', 1));
    await eventually(async () => (await publisher.status()).position === 1);
    await broker.stop();
    await record(log, earn('m1', 2), earn('m1', 3));
    await eventually(async () => (await publisher.status()).state === 'waiting');
    expect(await publisher.status()).toMatchObject({ position: 1, lag: 2, error: { code: 'broker_unavailable' } });
    await broker.start();
    await eventually(async () => (await publisher.status()).position === 3 && (await publisher.status()).state === 'running');
    const revisions = (await everything(broker.connect(), contextTopic(context, 'events'))).map(({ text }) => Number(text['ce_revision']));
    expect([...new Set(revisions)]).toEqual([1, 2, 3]);
    await publisher.stop(1_000);
    await log.close();
  });

  it('a producer that gives up says so, and a new one takes over later', async () => {
    const connection = broker.connect({ connect_ms: 200 });
    const topic = fresh('accounts');
    await connection.ensure([{ topic }]);
    await broker.stop();
    await expect(connection.producer.send([published(topic, event('m1', 1))])).rejects.toMatchObject({ code: 'broker_unavailable', retryable: true });
    await broker.start();
    await eventually(async () => {
      try {
        await connection.producer.send([published(topic, event('m1', 1))]);
        return true;
      } catch {
        return false;
      }
    });
    expect((await everything(connection, topic)).length).toBeGreaterThanOrEqual(1);
  });
});
