import type { RecordedEvent } from '@loyalty/ledger';
import { KafkaBus, type KafkaConnection } from '@loyalty/kafka';
import type { Instant } from '@loyalty/kernel';
import { APPLIED, MemoryParkedStore, toBinary, toCloudEvent } from '@loyalty/messaging';
import type { Options } from '../options';
import type { Measured } from '../result';
import { ports, type BenchBroker } from './broker';

const TOPIC = 'loyalty.bench.events.v1';
const AT = '2025-03-01T10:00:00.000Z' as Instant;
const ROUNDS = 3;
const PORTION = 500;

/**
 * How fast a reaction that does nothing is given events, beside the bare client library that only counts batches: by
 * turns, from the first record to the last. The difference is what reading, ordering, watching and committing cost.
 */
export async function consumed(broker: BenchBroker, { events, accounts }: Options): Promise<Measured> {
  const connection = broker.connect();
  await connection.ensure([{ topic: TOPIC }]);
  await fill(connection, events, accounts);
  const plain: number[] = [], ours: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    plain.push(await bare(connection, `bare-${round}`, events));
    ours.push(await reaction(connection, `reaction-${round}`, events));
  }
  const perSecond = median(ours), plainPerSecond = median(plain);
  return {
    parameters: { stage: 'consume', events, accounts, partitions: connection.topics.partitions, rounds: ROUNDS },
    figures: { perSecond, plainPerSecond, share: Math.round((100 * perSecond) / plainPerSecond) / 100, all: { ours, plain } },
    check: { ok: true, findings: [] },
  };
}

async function fill(connection: KafkaConnection, count: number, accounts: number): Promise<void> {
  const revisions = new Map<string, number>();
  for (let position = 1; position <= count;) {
    const records = [];
    for (let i = 0; i < PORTION && position <= count; i += 1, position += 1) {
      const stream = `pointsAccount-main.m${position % accounts}`;
      const revision = (revisions.get(stream) ?? 0) + 1;
      revisions.set(stream, revision);
      const event: RecordedEvent = {
        position, stream, revision, type: 'points.earned.v1', recordedAt: AT, effectiveAt: AT, command: `bench:${position}`, actor: 'bench',
        data: { awardId: `a${position}`, points: 100, availableAt: AT, expiresAt: '2026-03-31T21:59:59.000Z', source: { kind: 'order', id: `o${position}` } },
      };
      records.push({ topic: TOPIC, key: stream, ...toBinary(toCloudEvent(event, 'b'.repeat(32))) });
    }
    await connection.producer.send(records);
  }
}

async function bare(connection: KafkaConnection, groupId: string, events: number): Promise<number> {
  const consumer = connection.kafka.consumer({ groupId, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  const took = await new Promise<number>((resolve, reject) => {
    let seen = 0, begun = 0;
    const eachBatch = async ({ batch }: { batch: { messages: readonly unknown[] } }) => {
      if (seen === 0) begun = performance.now();
      seen += batch.messages.length;
      if (seen >= events) resolve(performance.now() - begun);
    };
    consumer.run({ partitionsConsumedConcurrently: 3, eachBatch }).catch(reject);
  });
  await consumer.disconnect();
  return Math.round((1000 * events) / took);
}

async function reaction(connection: KafkaConnection, name: string, events: number): Promise<number> {
  const bus = new KafkaBus(connection, { ...ports, parked: new MemoryParkedStore() }, { topicOf: () => TOPIC });
  let seen = 0, begun = 0, done: (tookMs: number) => void;
  const took = new Promise<number>((resolve) => (done = resolve));
  bus.consumer({
    name, categories: ['pointsAccount'],
    handle: async () => {
      if (seen === 0) begun = performance.now();
      seen += 1;
      if (seen === events) done(performance.now() - begun);
      return APPLIED;
    },
  });
  await bus.start();
  const ms = await took;
  await bus.stop(5_000);
  return Math.round((1000 * events) / ms);
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!;
}
