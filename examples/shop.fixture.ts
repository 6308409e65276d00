import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommerceModule } from '@loyalty/commerce';
import { MESSAGES } from '@loyalty/contracts';
import { PointsModule } from '@loyalty/points';
import { openTestService, type TestService } from '@loyalty/platform/testing';
import { startKafka, type RunningServer } from '@loyalty/testing/servers';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';

/** A record as it lies in a topic, its parts as text. */
export interface Lying {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

const WAIT_MS = 60_000;

/** A real broker, the real services on it, and a plain client as another team would have one. */
export class Shop {
  private constructor(private readonly folder: string, private readonly server: RunningServer, readonly kafka: Kafka, private readonly producer: Producer, private service: TestService) {}

  static async open(): Promise<Shop> {
    const folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
    const server = await startKafka({ folder: path.join(folder, 'kafka') });
    const kafka = new Kafka({ clientId: 'shop', brokers: [server.url.slice('kafka://'.length)], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [...new Set(MESSAGES.map(({ topic }) => topic))].map((topic) => ({ topic, numPartitions: 2 })), waitForLeaders: true });
    await admin.disconnect();
    const producer = kafka.producer();
    await producer.connect();
    const service = await openTestService([CommerceModule, PointsModule], { MESSAGE_BUS_URL: server.url });
    return new Shop(folder, server, kafka, producer, service);
  }

  get brokers(): string {
    return this.server.url.slice('kafka://'.length);
  }

  journal(name: string): string {
    return path.join(this.folder, `${name}.db`);
  }

  put(method: string, route: string, body: object): Promise<{ readonly status: number }> {
    return this.service.call(method, route, { body, key: route });
  }

  /** One message as another team sends it. */
  async send(topic: string, type: string, id: string, key: string, data: object, time = '2026-03-01T08:00:05.5Z'): Promise<void> {
    await this.resend([{ topic, key, value: JSON.stringify(data), headers: { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: '/shop/web', ce_type: type, ce_time: time } }]);
  }

  async resend(records: readonly Lying[]): Promise<void> {
    for (const { topic, ...message } of records) await this.producer.send({ topic, messages: [message as Message] });
  }

  /** All that lies in a topic once it is so many records, in the order of its partitions. */
  async lying(topic: string, atLeast = 0): Promise<readonly Lying[]> {
    const admin = this.kafka.admin();
    await admin.connect();
    let count = 0;
    for (let waited = 0; ; waited += 100) {
      count = (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
      if (count >= atLeast) break;
      if (waited > WAIT_MS) throw new Error(`${topic} has ${count} records and not ${atLeast}`);
      await sleep(100);
    }
    await admin.disconnect();
    return count === 0 ? [] : this.read(topic, count);
  }

  private async read(topic: string, count: number): Promise<readonly Lying[]> {
    const consumer = this.kafka.consumer({ groupId: `look-${topic}-${count}` });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    const found: Lying[] = [];
    await new Promise<void>((resolve, reject) => {
      void consumer.run({
        eachMessage: async ({ message: { key, headers = {}, value } }) => {
          found.push({ topic, key: String(key), headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])), value: String(value) });
          if (found.length === count) resolve();
        },
      }).catch(reject);
    });
    await consumer.disconnect();
    return found;
  }

  /** The log's length and how much of it stands in the topics of events. */
  async log(): Promise<number> {
    return this.service.log.head();
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
    await this.service.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
