import type { Kafka, Producer } from 'kafkajs';
import { brokerUnavailable, fromKafka, isTooLarge } from '../connection/errors';
import { within } from '../connection/within';
import type { KafkaPorts } from '../settings';
import { byKey } from './partitioner';
import { sizeOf, type RecordToSend } from './record-to-send';

/** Bytes and records of one request at most; a record that is larger by itself goes alone. */
const REQUEST_BYTES_MAX = 512 * 1024;
const REQUEST_RECORDS_MAX = 5_000;

interface Sending {
  readonly records: readonly RecordToSend[];
  readonly size: number;
  /** With the offset of its first record, which means something only in a topic of one partition. */
  resolve(offset: number): void;
  reject(error: unknown): void;
}

/**
 * Sends records so that those of one key stay in the order in which they were handed over, acknowledged by all replicas.
 *
 * One request is on its way at a time, and what is handed over meanwhile goes together in the next. That is fast, and
 * with this client library it is needed: its idempotent producer gives a failed batch's numbers back, so a second batch
 * sent in between could take them and be dropped by the broker as a repeat. For the same reason a producer that has given
 * up is never used again; the next has a new identity, and its repeats are for the consumers to recognize.
 */
export class KeyedProducer {
  private queue: Sending[] = [];
  private pumping: Promise<void> | undefined;
  private producer: Promise<Producer> | undefined;
  private closed = false;

  constructor(private readonly kafka: Kafka, private readonly ports: Pick<KafkaPorts, 'timer'>) {}

  /** Resolves when all of the records are acknowledged. Throws `broker_unavailable` (some may have been taken), `message_too_large`. */
  async send(records: readonly RecordToSend[]): Promise<void> {
    if (records.length > 0) await this.hand(records);
  }

  /** Adds a record to a topic of one partition. Answers its offset there. Throws as `send`. */
  append(record: Omit<RecordToSend, 'partition'>): Promise<number> {
    return this.hand([{ ...record, partition: 0 }]);
  }

  /** Sends what was handed over within the time, and takes nothing more. */
  async close(deadline_ms: number): Promise<void> {
    this.closed = true;
    await within(this.ports.timer, deadline_ms, this.pumping);
    for (const { reject } of this.queue.splice(0)) reject(brokerUnavailable('the producer is closed'));
    await this.drop();
  }

  private hand(records: readonly RecordToSend[]): Promise<number> {
    if (this.closed) return Promise.reject(brokerUnavailable('the producer is closed'));
    return new Promise((resolve, reject) => {
      this.queue.push({ records, size: records.reduce((sum, record) => sum + sizeOf(record), 0), resolve, reject });
      this.pumping ??= this.pump();
    });
  }

  private async pump(): Promise<void> {
    // What is handed over in the same turn goes into the same request.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) await this.deliver(this.next());
    this.pumping = undefined;
  }

  private next(): Sending[] {
    let size = 0, records = 0, count = 0;
    for (const sending of this.queue) {
      size += sending.size;
      records += sending.records.length;
      if (count > 0 && (size > REQUEST_BYTES_MAX || records > REQUEST_RECORDS_MAX)) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  /** Never rejects: those who handed something over are told. */
  private async deliver(batch: readonly Sending[]): Promise<void> {
    try {
      await this.request(batch);
    } catch (error) {
      await this.drop();
      // One record that no broker takes must not take the others with it.
      if (batch.length > 1 && isTooLarge(error)) for (const each of batch) await this.deliver([each]);
      else for (const { reject } of batch) reject(fromKafka(error));
    }
  }

  private async request(batch: readonly Sending[]): Promise<void> {
    const topics = new Map<string, RecordToSend[]>();
    const places: number[] = [];
    for (const { records } of batch) {
      places.push(topics.get(records[0]!.topic)?.length ?? 0);
      for (const record of records) {
        const messages = topics.get(record.topic);
        if (messages === undefined) topics.set(record.topic, [record]);
        else messages.push(record);
      }
    }
    const producer = await (this.producer ??= this.connect());
    const placed = await producer.sendBatch({ acks: -1, topicMessages: Array.from(topics, ([topic, records]) => ({ topic, messages: records.map(message) })) });
    const base = new Map(placed.map(({ topicName, baseOffset }) => [topicName, Number(baseOffset)]));
    batch.forEach(({ records, resolve }, i) => resolve(base.get(records[0]!.topic)! + places[i]!));
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, createPartitioner: byKey,
      retry: { retries: 12, initialRetryTime: 100, maxRetryTime: 2_000 },
    });
    await producer.connect();
    return producer;
  }

  private async drop(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await producer?.then((each) => each.disconnect()).catch(() => undefined);
  }
}

function message({ key, value, headers, partition }: RecordToSend) {
  return { key, value, headers: headers as Record<string, string | Buffer>, ...(partition === undefined ? {} : { partition }) };
}
