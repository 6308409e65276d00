import { DomainError } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import { APPLIED, type MemoryParkedStore, type Reaction } from '@loyalty/messaging';
import { AT, until } from '@loyalty/testing';
import { startKafka } from '@loyalty/testing/servers';
import { fresh, TestBroker } from '../broker.fixture';
import type { KafkaConnection } from '../connection/kafka-connection';
import type { ConsumerSettings } from '../settings';
import { event, everything, gate, noting, published, settled } from './accounts.fixture';
import { GroupOfSpec, type MemberOptions } from './group-of-spec.fixture';

jest.setTimeout(60_000);
const QUICK: Partial<ConsumerSettings> = { commitEvery_ms: 20, session_ms: 6_000, heartbeat_ms: 500, retry: { attemptsMax: 3, first_ms: 1, longest_ms: 1 } };

const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

describe('a consumer group on Kafka', () => {
  let group: GroupOfSpec;
  let connection: KafkaConnection, parked: MemoryParkedStore, topic: string, name: string;
  let handled: RecordedEvent[];

  beforeEach(() => {
    group = new GroupOfSpec(broker, QUICK);
    ({ connection, parked, topic, name, handled } = group);
  });
  afterEach(() => group.end());

  const start = (reaction: Reaction, options?: MemberOptions) => group.start(reaction, options);
  const ids = () => group.ids();
  const send = (...events: readonly RecordedEvent[]) => group.send(...events);

  describe('what cannot be read', () => {
    it('is parked with its code, body and place, never lost and never a crash', async () => {
      await connection.ensure([{ topic }]);
      const whole = published(topic, event('m1', 1));
      const bare = connection.kafka.producer();
      await bare.connect();
      const put = (message: { key: string | null; value: string | null; headers?: Record<string, string> }) => bare.send({ topic, messages: [message] });
      await put({ key: null, value: whole.value as string, headers: whole.headers as Record<string, string> });
      await put({ key: 'account-m2', value: null });
      await put({ key: 'account-m3', value: '{"points":', headers: whole.headers as Record<string, string> });
      await put({ key: 'account-m4', value: '{"points":1}' });
      await put({ key: 'account-m5', value: '{"points":9007199254740993}', headers: whole.headers as Record<string, string> });
      await put({ key: 'account-m6', value: '{}', headers: { ...(whole.headers as Record<string, string>), ce_id: 'elsewhere' } });
      await bare.disconnect();
      await send(event('m7', 1));
      const consumer = await start(noting(name, handled));
      await settled(consumer, 7);
      expect(ids()).toEqual(['account-m7@1']);
      const codes = (await consumer.parking.list()).map(({ key, error }) => [key, error.code]);
      expect(codes).toEqual([
        ['account-m2', 'message_empty'], ['account-m3', 'json_malformed'], ['account-m4', 'cloud_event_invalid'], ['account-m5', 'number_not_exact'], ['account-m6', 'cloud_event_invalid'],
        [`${topic}/0@0`, 'message_key_missing'],
      ]);
      expect((await consumer.status()).counters).toEqual({ seen: 7, applied: 1, duplicate: 0, ignored: 0, parked: 6 });
      const copies = await everything(connection, `${name}.parked`);
      // Keys are worked on side by side, so copies of different keys lie in any order.
      expect(copies.map(({ text }) => [text['x-parked-offset'], text['x-parked-code']]).sort()).toEqual([
        ['0', 'message_key_missing'], ['1', 'message_empty'], ['2', 'json_malformed'], ['3', 'cloud_event_invalid'], ['4', 'number_not_exact'], ['5', 'cloud_event_invalid'],
      ]);
      expect(copies.every(({ text }) => text['x-parked-topic'] === topic && text['x-parked-consumer'] === name)).toBe(true);
      expect(copies.find(({ text }) => text['x-parked-offset'] === '1')!.value).toBeNull();
      expect((await consumer.parking.retry('account-m2')).error).toMatchObject({ code: 'message_empty' });
      expect(await consumer.parking.discard('account-m2', { reason: 'a tombstone', actor: 'support-1', at: AT })).toEqual({ taken: 0, left: 0 });
    });

    it('holds back what follows under its key', async () => {
      await connection.ensure([{ topic }]);
      await connection.producer.send([published(topic, event('m1', 1)), { ...published(topic, event('m1', 2)), value: '{' }, published(topic, event('m1', 3)), published(topic, event('m2', 1))]);
      const consumer = await start(noting(name, handled));
      await settled(consumer, 4);
      expect(ids().sort()).toEqual(['account-m1@1', 'account-m2@1']);
      expect(await consumer.parking.list()).toMatchObject([{ key: 'account-m1', events: 2, error: { code: 'json_malformed' } }]);
    });
  });

  it('reads structured CloudEvents too, and ignores by rule what its reaction does not read', async () => {
    await connection.ensure([{ topic }]);
    const { value, headers } = published(topic, event('m1', 1));
    const attributes = Object.fromEntries(Object.entries(headers).filter(([each]) => each.startsWith('ce_')).map(([each, text]) => [each.slice(3), text]));
    const structured = JSON.stringify({ ...attributes, datacontenttype: 'application/json', data: JSON.parse(value as string) });
    await connection.producer.send([{ topic, key: 'account-m1', value: structured, headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' } }]);
    await send({ ...event('x', 1), stream: 'order-web.1' });
    const consumer = await start(noting(name, handled));
    await settled(consumer, 2);
    expect(handled).toEqual([event('m1', 1)]);
    expect((await consumer.status()).counters).toMatchObject({ applied: 1, ignored: 1, parked: 0 });
  });

  it('stops a key whose stream has a gap, and takes a repeat for a repeat', async () => {
    await connection.ensure([{ topic }]);
    await send(event('m1', 4), event('m1', 5), event('m1', 4), event('m1', 7), event('m1', 8), event('m2', 9));
    const consumer = await start(noting(name, handled));
    await settled(consumer, 6);
    expect(ids().filter((id) => id.startsWith('account-m1'))).toEqual(['account-m1@4', 'account-m1@5', 'account-m1@4']);
    expect(await consumer.parking.list()).toMatchObject([{ key: 'account-m1', events: 2, error: { code: 'revision_gap', facts: { last: 5, revision: 7 } } }]);
    // A person has looked and says: go on.
    expect(await consumer.parking.retry('account-m1')).toEqual({ taken: 2, left: 0 });
  });

  it('keeps its partitions while a handler works longer than the session lasts', async () => {
    await connection.ensure([{ topic }]);
    const consumer = await start(noting(name, handled, async ({ revision }) => {
      if (revision === 1) await new Promise((resolve) => setTimeout(resolve, 9_000));
      return APPLIED;
    }));
    await send(event('m1', 1), event('m2', 2));
    await until(() => handled.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    const { members } = (await connection.ask((admin) => admin.describeGroups([name]))).groups[0]!;
    expect(members).toHaveLength(1);
    await settled(consumer, 2);
    // Nothing came twice: the group was never dealt out anew.
    expect(ids()).toEqual(['account-m2@2', 'account-m1@1']);
    expect((await consumer.status()).counters).toMatchObject({ seen: 2, applied: 2 });
  });

  it('comes back by itself after it stood still for longer than its session lasts', async () => {
    await connection.ensure([{ topic }]);
    const consumer = await start(noting(name, handled, ({ revision }) => {
      // As a machine that was put to sleep: nothing of this process runs, no heartbeat either.
      if (revision === 2 && handled.length === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8_000);
      return APPLIED;
    }));
    await send(event('m1', 1), event('m1', 2), event('m1', 3));
    await until(() => handled.length >= 3);
    await send(event('m1', 4));
    await until(() => handled.some(({ revision }) => revision === 4));
    await settled(consumer, 4);
    expect([...new Set(handled.map(({ revision }) => revision))]).toEqual([1, 2, 3, 4]);
  });

  it('lets one topic whose handlers hang hold up no other', async () => {
    const other = fresh('orders');
    const stuck = gate();
    await connection.ensure([{ topic }, { topic: other }]);
    await send(...Array.from({ length: 300 }, (_, i) => event(`m${i}`, 1)));
    const reaction: Reaction = { ...noting(name, handled, async ({ stream }) => (stream.startsWith('account') ? stuck.opened.then(() => APPLIED) : APPLIED)), categories: ['account', 'order'] };
    const consumer = await start(reaction, { topicOf: (category) => (category === 'order' ? other : topic), settings: { keysInParallel: 4, inFlightMax: 20 } });
    await connection.producer.send(Array.from({ length: 200 }, (_, i) => published(other, { ...event('x', 1), stream: `order-${i}` })));
    await until(() => handled.length === 200);
    expect(handled.every(({ stream }) => stream.startsWith('order'))).toBe(true);
    expect(await consumer.status()).toMatchObject({ state: 'running', inFlight: 20, position: 200, lag: 300 });
    stuck.open();
    await settled(consumer, 500);
  });

  it('goes on with the next key while one is tried again and again', async () => {
    await connection.ensure([{ topic }]);
    const consumer = await start(noting(name, handled, ({ stream }) => {
      if (stream === 'account-m1') throw new DomainError('unavailable', 'store_unavailable', 'down');
      return APPLIED;
    }), { settings: { keysInParallel: 1, retry: { attemptsMax: 1_000, first_ms: 50, longest_ms: 50 } } });
    await send(event('m1', 1), event('m2', 1), event('m3', 1));
    await until(() => handled.length === 2);
    expect(await consumer.status()).toMatchObject({ state: 'running', inFlight: 1, position: 0 });
  });

  it('waits while the parking is not available, with the record in hand, and goes on by itself', async () => {
    await connection.ensure([{ topic }]);
    const park = parked.park.bind(parked);
    parked.park = async () => { throw new DomainError('unavailable', 'store_unavailable', 'down'); };
    const consumer = await start(noting(name, handled, () => { throw new DomainError('state', 'no', 'no'); }));
    await send(event('m1', 1));
    await until(async () => (await consumer.status()).state === 'waiting');
    expect(await consumer.status()).toMatchObject({ position: 0, inFlight: 1, error: { code: 'store_unavailable' } });
    parked.park = park;
    await settled(consumer, 1);
    expect(await consumer.status()).toMatchObject({ state: 'running', parkedKeys: 1 });
    // However often the index had to be asked, there is one body.
    expect(await everything(connection, `${name}.parked`)).toHaveLength(1);
  });

  it('stops rather than park everything, and commits only what is settled', async () => {
    await connection.ensure([{ topic }]);
    await send(...['m1', 'm2', 'm3', 'm4', 'm5'].map((account) => event(account, 1)));
    const consumer = await start(noting(name, handled, () => { throw new DomainError('state', 'no', 'no'); }), { settings: { parkedKeysMax: 3, keysInParallel: 1 } });
    await until(async () => (await consumer.status()).state === 'failed');
    expect(await consumer.status()).toMatchObject({ position: 3, inFlight: 2, parkedKeys: 3, error: { code: 'too_many_parked' } });
    expect(await consumer.stop(1_000)).toEqual({ drained: false, unfinished: 2 });
    expect((await consumer.status()).position).toBe(3);
  });

  it('takes the largest event that a log takes', async () => {
    await connection.ensure([{ topic }]);
    const large = event('m1', 1, { text: 'ß'.repeat(1_250_000) });
    await send(large, event('m1', 2));
    const consumer = await start(noting(name, handled));
    await settled(consumer, 2);
    expect(handled[0]).toEqual(large);
  });

  it('says that it is stopped, and how far the group is', async () => {
    await connection.ensure([{ topic }]);
    await send(event('m1', 1), event('m2', 1));
    const consumer = await start(noting(name, handled));
    await settled(consumer, 2);
    await consumer.stop(1_000);
    await send(event('m1', 2));
    expect(await consumer.status()).toMatchObject({ state: 'stopped', position: 2, lag: 1, inFlight: 0 });
  });
});
