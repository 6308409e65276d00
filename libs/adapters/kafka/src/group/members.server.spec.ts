import { DomainError } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import { APPLIED, type MemoryParkedStore, type Reaction } from '@loyalty/messaging';
import { AT, until } from '@loyalty/testing';
import { startKafka } from '@loyalty/testing/servers';
import { KafkaBus } from '../bus/kafka-bus';
import { fresh, TestBroker, testPorts } from '../broker.fixture';
import type { KafkaConnection } from '../connection/kafka-connection';
import { event, gate, noting, published, settled } from './accounts.fixture';
import { GroupOfSpec } from './group-of-spec.fixture';

jest.setTimeout(60_000);
const settings = { commitEvery_ms: 20, session_ms: 6_000, heartbeat_ms: 500 };

const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

describe('a consumer group with several members', () => {
  let group: GroupOfSpec;
  let connection: KafkaConnection, parked: MemoryParkedStore, topic: string, name: string;
  let handled: RecordedEvent[];

  beforeEach(() => {
    group = new GroupOfSpec(broker, settings);
    ({ connection, parked, topic, name, handled } = group);
  });
  afterEach(() => group.end());

  /** A member in a process of its own, as far as the broker can tell. */
  const start = (reaction: Reaction, topicOf: (category: string) => string = () => topic) => group.start(reaction, { topicOf, connection: broker.connect() });
  const ids = () => group.ids();
  const send = (...events: readonly RecordedEvent[]) => group.send(...events);

  it('hands everything over in order and loses nothing when members come and go', async () => {
    await connection.ensure([{ topic, partitions: 6 }]);
    const total = 3_000, keys = 60;
    const effect = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return APPLIED;
    };
    const one = await start(noting(name, handled, effect));
    const sending = (async () => {
      for (let i = 0; i < total; i += 100) {
        await connection.producer.send(Array.from({ length: 100 }, (_, j) => published(topic, event(`m${(i + j) % keys}`, Math.floor((i + j) / keys) + 1))));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await until(() => handled.length > 300);
    const two = await start(noting(name, handled, effect));
    await until(async () => (await two.status()).counters.applied > 100);
    expect(await one.stop(10_000)).toMatchObject({ drained: true });
    await sending;
    await until(() => new Set(ids()).size === total);
    // What came again came as a repeat: of each key the first occurrences are in order.
    const last = new Map<string, number>();
    for (const { stream, revision } of handled) {
      expect(revision).toBeLessThanOrEqual((last.get(stream) ?? 0) + 1);
      last.set(stream, Math.max(revision, last.get(stream) ?? 0));
    }
    await settled(two, total);
    expect((await two.status()).counters.parked).toBe(0);
  });

  it('deals out by what each member reads, as while a release that reads more is rolled out', async () => {
    const other = fresh('orders');
    await connection.ensure([{ topic, partitions: 3 }, { topic: other, partitions: 3 }]);
    const topicOf = (category: string) => (category === 'order' ? other : topic);
    await start(noting(name, handled), topicOf);
    const newer: RecordedEvent[] = [];
    await start({ ...noting(name, newer), categories: ['account', 'order'] }, topicOf);
    await start(noting(name, handled), topicOf);
    await connection.producer.send(Array.from({ length: 30 }, (_, i) => published(other, { ...event('x', 1), stream: `order-${i}` })));
    await send(...Array.from({ length: 30 }, (_, i) => event(`m${i}`, 1)));
    await until(() => new Set([...handled, ...newer].map(({ stream }) => stream)).size === 60);
    expect(new Set(newer.filter(({ stream }) => stream.startsWith('order')).map(({ stream }) => stream)).size).toBe(30);
  });

  it('commits nothing for partitions that are another member’s now', async () => {
    await connection.ensure([{ topic, partitions: 2 }]);
    await send(...Array.from({ length: 40 }, (_, i) => event(`m${i}`, 1)));
    const first = gate(), second = gate();
    const one = await start(noting(name, handled, () => first.opened.then(() => APPLIED)));
    await until(async () => (await one.status()).inFlight === 40);
    const others: RecordedEvent[] = [];
    const two = await start(noting(name, others, () => second.opened.then(() => APPLIED)));
    await until(async () => (await two.status()).inFlight > 0);
    const taken = (await two.status()).inFlight;
    first.open();
    // The first finishes all that it had in hand, also what is not its own any more.
    await until(() => new Set(ids()).size === 40);
    await settled(one, 40 - taken);
    await one.stop(5_000);
    const committed = async () => (await connection.ask((admin) => admin.fetchOffsets({ groupId: name, topics: [topic] })))[0]!.partitions.map(({ offset }) => Math.max(0, Number(offset))).sort((a, b) => a - b);
    expect(await committed()).toEqual([0, 40 - taken]);
    second.open();
    await until(async () => (await committed()).reduce((a, b) => a + b) === 40);
  });

  it('takes what a person retries or discards in a process that does not own the partition', async () => {
    await connection.ensure([{ topic }]);
    const frozen = { is: true };
    const owner = await start(noting(name, handled, ({ stream }) => {
      if (frozen.is && stream === 'account-m1') throw new DomainError('state', 'account_frozen', 'frozen');
      return APPLIED;
    }));
    await send(event('m1', 1), event('m1', 2), event('m1', 3));
    await settled(owner, 3);
    frozen.is = false;
    const elsewhere: RecordedEvent[] = [];
    const desk = new KafkaBus(broker.connect(), { ...testPorts, parked }, { topicOf: () => topic }).consumer(noting(name, elsewhere));
    expect(await desk.parking.discard('account-m1', { reason: 'sent by mistake', actor: 'support-1', at: AT })).toEqual({ taken: 0, left: 2 });
    expect(await desk.parking.retry('account-m1')).toEqual({ taken: 2, left: 0 });
    expect(elsewhere.map(({ revision }) => revision)).toEqual([2, 3]);
    // The owner still believes the key to be parked; the store tells it better at the next record.
    await send(event('m1', 4), event('m1', 5));
    await settled(owner, 5);
    expect(handled.map(({ revision }) => revision)).toEqual([4, 5]);
    expect(await owner.status()).toMatchObject({ parkedKeys: 0 });
    await desk.stop(100);
  });
});
