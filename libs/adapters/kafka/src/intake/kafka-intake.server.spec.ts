import 'reflect-metadata';
import { Controller, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload, type MicroserviceOptions } from '@nestjs/microservices';
import { DomainError, rejected } from '@loyalty/kernel';
import { MemoryParkedStore } from '@loyalty/messaging';
import { until } from '@loyalty/testing';
import { startKafka } from '@loyalty/testing/servers';
import { fresh, TestBroker, testPorts } from '../broker.fixture';
import type { KafkaConnection } from '../connection/kafka-connection';
import { everything, gate, settled } from '../group/accounts.fixture';
import type { GroupConsumer } from '../group/group-consumer';
import type { RecordToSend } from '../produce/record-to-send';
import type { IntakeContext } from './context';
import { KafkaIntake } from './kafka-intake';
import { PassErrors } from './pass-errors.filter';

jest.setTimeout(60_000);
const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

/** What the handlers of the test do. */
type Handler = (data: unknown, context: IntakeContext) => unknown;

describe('a service behind Kafka', () => {
  let connection: KafkaConnection, commands: string, outcomes: string, facts: string, service: string;
  let running: { close(): Promise<void> }[];
  let parked: MemoryParkedStore, storeOpen: boolean;

  beforeEach(() => {
    connection = broker.connect();
    service = fresh('points');
    commands = `loyalty.${service}.commands.v1`;
    outcomes = `loyalty.${service}.outcomes.v1`;
    facts = `commerce.${service}.v1`;
    running = [];
    parked = new MemoryParkedStore();
    storeOpen = true;
  });
  afterEach(async () => {
    for (const each of running) await each.close();
  });

  const serve = async (onCommand: Handler, onEvent: Handler = () => undefined) => {
    @Controller()
    class Points {
      @MessagePattern('points.earn.v1')
      earn(@Payload() data: unknown, @Ctx() context: IntakeContext) {
        return onCommand(data, context);
      }

      @EventPattern({ topic: facts, type: 'order.placed.v1' })
      placed(@Payload() data: unknown, @Ctx() context: IntakeContext) {
        return onEvent(data, context);
      }
    }
    @Injectable()
    class Store implements OnModuleDestroy {
      onModuleDestroy() {
        storeOpen = false;
      }
    }
    @Module({ controllers: [Points], providers: [Store] })
    class Service {}
    const settings = { commitEvery_ms: 20, session_ms: 6_000, retry: { attemptsMax: 3, first_ms: 1, longest_ms: 1 } };
    const intake = new KafkaIntake(connection, { ...testPorts, parked }, { service, topics: [commands], ignore: ['points.hint.v1'], settings, stop_ms: 5_000 });
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(Service, { strategy: intake, logger: false });
    app.useGlobalFilters(new PassErrors());
    running.push(app);
    await app.listen();
    return { intake, app, consumer: intake.consumer as GroupConsumer };
  };
  const message = (topic: string, key: string, id: string, type: string, data: unknown): RecordToSend => ({
    topic, key, value: JSON.stringify(data), headers: { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: '/checkout', ce_type: type, ce_time: '2025-03-01T10:00:00.000Z', traceparent: '00-1-2-01' },
  });
  const command = (key: string, id: string, data: unknown = { points: 5 }) => message(commands, key, id, 'points.earn.v1', data);
  const answered = async () => (await everything(broker.connect(), outcomes)).map(({ key, text, value }) => ({ key: key!.toString(), id: text['ce_id'], type: text['ce_type'], ...JSON.parse(value!.toString()) as object }));

  it('answers a command with exactly one record: its answer, or its refusal', async () => {
    const seen: unknown[] = [];
    const { consumer } = await serve((data, context) => {
      seen.push(data, context);
      if ((data as { points: number }).points < 0) throw rejected('points_invalid', 'No', { points: -1 });
      return { answer: { balance: 5 }, position: 17, repeated: false };
    });
    await connection.producer.send([command('m1', 'c1'), command('m1', 'c2', { points: -1 })]);
    await settled(consumer, 2);
    expect(await answered()).toEqual([
      { key: 'm1', id: 'c1', type: 'points.earn.outcome.v1', commandId: 'c1', status: 'applied', answer: { balance: 5 }, position: 17 },
      { key: 'm1', id: 'c2', type: 'points.earn.outcome.v1', commandId: 'c2', status: 'rejected', error: { code: 'points_invalid', category: 'state', message: 'No', facts: { points: -1 } } },
    ]);
    expect(seen.slice(0, 2)).toEqual([{ points: 5 }, expect.objectContaining({ id: 'c1', key: 'm1', type: 'points.earn.v1', topic: commands, time: '2025-03-01T10:00:00.000Z', traceparent: '00-1-2-01' })]);
    expect((await consumer.status()).counters).toMatchObject({ seen: 2, applied: 2, parked: 0 });
  });

  it('answers the same command with the same record again', async () => {
    const known = new Set<string>();
    const { consumer } = await serve((_, { id }) => {
      const repeated = known.has(id);
      known.add(id);
      return { answer: { balance: 5 }, position: 17, repeated };
    });
    await connection.producer.send([command('m1', 'c1'), command('m1', 'c1')]);
    await settled(consumer, 2);
    const [first, second] = await everything(broker.connect(), outcomes);
    expect({ ...second, offset: 0 }).toEqual({ ...first, offset: 0 });
    expect((await consumer.status()).counters).toMatchObject({ applied: 1, duplicate: 1 });
  });

  it('does not answer what a retry may heal or a person must look at: it is tried again, then parked, and answered when it is taken', async () => {
    let attempts = 0, healed = false;
    const { consumer } = await serve((_, { id }) => {
      if (healed || id === 'c4') return 'done';
      attempts += 1;
      if (id === 'c1') throw new DomainError('unavailable', 'store_unavailable', 'down');
      if (id === 'c2') throw new DomainError('corruption', 'hash_mismatch', 'damaged');
      throw new TypeError('x is not a function');
    });
    await connection.producer.send([command('m1', 'c1'), command('m2', 'c2'), command('m3', 'c3'), command('m1', 'c4')]);
    await settled(consumer, 4);
    expect(attempts).toBe(3 + 1 + 1);
    expect(await answered()).toEqual([]);
    expect((await consumer.parking.list()).map(({ key, events, error }) => [key, events, error.code])).toEqual([['m1', 2, 'store_unavailable'], ['m2', 1, 'hash_mismatch'], ['m3', 1, 'handler_failed']]);
    healed = true;
    expect(await consumer.parking.retry('m1')).toEqual({ taken: 2, left: 0 });
    expect(await answered()).toMatchObject([{ id: 'c1', status: 'applied', answer: 'done' }, { id: 'c4', status: 'applied' }]);
  });

  it('loses nothing for which there is no handler: it is parked, unless it was said to concern nobody', async () => {
    const { consumer } = await serve(() => 'done');
    await connection.producer.send([message(commands, 'm1', 'c1', 'points.burn.v1', {}), message(commands, 'm2', 'c2', 'points.hint.v1', {}), message(commands, 'm3', 'c3', 'order.placed.v1', {})]);
    await settled(consumer, 3);
    expect((await consumer.parking.list()).map(({ key, error }) => [key, error.code])).toEqual([['m1', 'message_type_unknown'], ['m3', 'message_type_unknown']]);
    expect((await consumer.status()).counters).toMatchObject({ ignored: 1, parked: 2 });
  });

  it('gives an event to its handler without answering; a failure is parked and its key waits', async () => {
    const seen: string[] = [];
    const { consumer } = await serve(() => 'done', (data, { key, id }) => {
      if ((data as { bad?: boolean }).bad === true) throw rejected('order_unknown', 'No');
      seen.push(`${key} ${id}`);
    });
    await connection.producer.send([message(facts, 'o1', 'e1', 'order.placed.v1', {}), message(facts, 'o2', 'e2', 'order.placed.v1', { bad: true }), message(facts, 'o2', 'e3', 'order.placed.v1', {})]);
    await settled(consumer, 3);
    expect(seen).toEqual(['o1 e1']);
    expect(await consumer.parking.list()).toMatchObject([{ key: 'o2', events: 2, error: { code: 'order_unknown' } }]);
    expect(await answered()).toEqual([]);
  });

  it('does not lose a command with the process that was working on it', async () => {
    const never = gate();
    const { consumer: died } = await serve(() => never.opened);
    await connection.producer.send([command('m1', 'c1')]);
    await until(async () => (await died.status()).inFlight === 1);
    await died.abandon();
    const { consumer } = await serve(() => 'done');
    await settled(consumer, 1);
    expect(await answered()).toMatchObject([{ id: 'c1', status: 'applied', answer: 'done' }]);
    never.open();
  });

  it('finishes what it has taken before the application closes its stores, and answers it', async () => {
    const slow = gate();
    const { app, consumer } = await serve(async () => {
      await slow.opened;
      return storeOpen ? 'done' : 'the store was closed';
    });
    await connection.producer.send([command('m1', 'c1')]);
    await until(async () => (await consumer.status()).inFlight === 1);
    const closing = app.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    slow.open();
    await closing;
    expect(await answered()).toMatchObject([{ id: 'c1', status: 'applied', answer: 'done' }]);
    expect(storeOpen).toBe(false);
    expect(await consumer.status()).toMatchObject({ state: 'stopped', position: 1, lag: 0 });
  });

  it('keeps the order of a key and works on many keys at once', async () => {
    const order: string[] = [];
    let together = 0, most = 0;
    const { consumer } = await serve(async (_, { key, id }) => {
      together += 1;
      most = Math.max(most, together);
      await new Promise((resolve) => setTimeout(resolve, 2));
      together -= 1;
      order.push(`${key} ${id}`);
      return 'done';
    });
    await connection.producer.send(Array.from({ length: 200 }, (_, i) => command(`m${i % 20}`, `c${String(i).padStart(3, '0')}`)));
    await settled(consumer, 200);
    expect(most).toBeGreaterThan(5);
    for (let m = 0; m < 20; m += 1) {
      const mine = order.filter((each) => each.startsWith(`m${m} `));
      expect(mine).toEqual([...mine].sort());
      expect(mine).toHaveLength(10);
    }
    const found = await answered();
    expect(found).toHaveLength(200);
  });

  it('refuses to listen where a command could not be answered', async () => {
    const intake = new KafkaIntake(connection, { ...testPorts, parked: new MemoryParkedStore() }, { service, topics: [facts] });
    intake.addHandler('points.earn.v1', (async () => 'done') as never, false);
    expect(await new Promise((resolve) => intake.listen(resolve))).toMatchObject({ code: 'pattern_without_outcomes' });
    expect(() => intake.consumer).toThrow(expect.objectContaining({ code: 'intake_not_started' }));
  });
});
