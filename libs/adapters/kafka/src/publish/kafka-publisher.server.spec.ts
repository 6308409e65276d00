import { DomainError } from '@loyalty/kernel';
import { MemoryEventStore, memoryDisk } from '@loyalty/ledger';
import { contextTopic, fromCloudEvent, MemoryCheckpointStore, readCloudEvent } from '@loyalty/messaging';
import { earn, record, until } from '@loyalty/testing';
import { startKafka } from '@loyalty/testing/servers';
import { fresh, TestBroker } from '../broker.fixture';
import { everything } from '../group/accounts.fixture';
import { KafkaPublisher } from './kafka-publisher';

jest.setTimeout(60_000);
const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

describe('a publisher', () => {
  let log: MemoryEventStore, checkpoints: MemoryCheckpointStore, context: string, topic: string;
  let started: KafkaPublisher[];

  beforeEach(() => {
    log = new MemoryEventStore();
    checkpoints = new MemoryCheckpointStore();
    context = fresh('points');
    topic = contextTopic(context, 'events');
    started = [];
  });
  afterEach(async () => {
    for (const publisher of started) await publisher.stop(1_000);
    await log.close();
  });

  const open = async (on = log) => {
    const publisher = new KafkaPublisher(broker.connect({ topics: { partitions: 3 } }), { log: on, checkpoints }, { context, categories: ['account'], pageEvents: 50, portionBytes: 8_192 });
    started.push(publisher);
    await publisher.start();
    return publisher;
  };
  const reached = (publisher: KafkaPublisher, position: number) => until(async () => (await publisher.status()).position >= position);
  const onTopic = async () => (await everything(broker.connect(), topic)).map(({ text, value }) => readCloudEvent({ headers: text, value: value!.toString() }));
  const movements = (count: number) => Array.from({ length: count }, (_, i) => earn(`m${i % 7}`, i + 1));

  it('publishes every event as it is in the log, those of a stream in order, and says how far it is', async () => {
    const last = await record(log, ...movements(400));
    const publisher = await open();
    await reached(publisher, last);
    expect(await publisher.status()).toMatchObject({ state: 'running', position: last, lag: 0, published: 400 });
    const found = (await onTopic()).map(fromCloudEvent);
    const { events } = await log.readAll({ after: 0, limit: 1_000 });
    expect(found.map(({ event }) => event).sort((a, b) => a.position - b.position)).toEqual(events);
    expect(found.every(({ logId }) => logId === log.logId)).toBe(true);
    for (let m = 0; m < 7; m += 1) {
      const revisions = found.filter(({ event }) => event.stream === `account-m${m}`).map(({ event }) => event.revision);
      expect(revisions).toEqual(revisions.map((_, i) => i + 1));
    }
  });

  it('goes on behind its checkpoint, and passes over what is none of its context’s', async () => {
    await record(log, earn('m1', 1));
    const first = await open();
    await reached(first, 1);
    await first.stop(1_000);
    expect((await first.status()).state).toBe('stopped');
    await record(log, earn('m1', 2));
    await log.append({ recordedAt: (await log.readAll({ after: 0, limit: 1 })).events[0]!.recordedAt, outcomes: [], events: [{ stream: 'order-1', revision: 1, type: 'order.placed.v1', data: {}, effectiveAt: '2025-03-01T10:00:00.000Z' as never, command: 'c', actor: 'a' }] });
    const second = await open();
    await reached(second, 3);
    expect((await onTopic()).map(({ id }) => id)).toEqual(['account-m1@1', 'account-m1@2']);
    expect((await second.status()).published).toBe(1);
  });

  it('leaves it to one of several processes, and another takes over when that one ends', async () => {
    const one = await open();
    await until(async () => (await one.status()).state === 'running');
    const two = await open();
    const states = async () => Promise.all([one, two].map(async (each) => (await each.status()).state));
    await until(async () => (await states()).sort().join() === 'running,standby');
    await record(log, ...movements(100));
    const leader = (await one.status()).state === 'running' ? one : two;
    const other = leader === one ? two : one;
    await reached(leader, 100);
    await leader.stop(5_000);
    await until(async () => (await other.status()).state === 'running');
    await record(log, ...movements(100));
    await reached(other, 200);
    // While members come and go two may believe for a moment that they lead: that repeats events, and never leaves one out or behind a later one.
    const found = await onTopic();
    expect([...new Set(found.map(({ position }) => Number(position)))].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    for (const stream of new Set(found.map(({ subject }) => subject))) {
      const revisions = [...new Set(found.filter(({ subject }) => subject === stream).map(({ revision }) => Number(revision)))];
      expect(revisions).toEqual(revisions.map((_, i) => i + 1));
    }
  });

  it('repeats, and leaves nothing out, when its checkpoint could not be saved', async () => {
    const save = checkpoints.save.bind(checkpoints);
    let down = true;
    checkpoints.save = async (...given) => {
      if (down) throw new DomainError('unavailable', 'store_unavailable', 'down');
      await save(...given);
    };
    await record(log, ...movements(60));
    const publisher = await open();
    await until(async () => (await publisher.status()).state === 'waiting');
    expect((await publisher.status()).error).toMatchObject({ code: 'store_unavailable' });
    down = false;
    await reached(publisher, 60);
    const found = await onTopic();
    expect(found.length).toBeGreaterThan(60);
    for (let m = 0; m < 7; m += 1) {
      const revisions = [...new Set(found.filter(({ subject }) => subject === `account-m${m}`).map(({ revision }) => Number(revision)))];
      expect(revisions).toEqual(revisions.map((_, i) => i + 1));
    }
  });

  it('does not go on from a place in another log, nor from one that the log has not reached', async () => {
    await checkpoints.save(contextTopic(context, 'publisher'), { position: 1, logId: log.logId });
    await expect(open()).rejects.toMatchObject({ code: 'checkpoint_ahead', category: 'corruption' });
    const other = new MemoryEventStore(memoryDisk('f'.repeat(32)));
    await expect(open(other)).rejects.toMatchObject({ code: 'checkpoint_of_other_log' });
    await other.close();
  });
});
