import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommerceModule } from '@loyalty/commerce';
import { MESSAGES } from '@loyalty/contracts';
import { PointsModule } from '@loyalty/points';
import { openTestService, type TestService } from '@loyalty/platform/testing';
import { startKafka, type RunningServer } from '@loyalty/testing/servers';
import { Kafka, logLevel, type Admin, type EachMessagePayload, type Message, type Producer } from 'kafkajs';

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
  private looks = 0;

  private constructor(private readonly folder: string, private readonly server: RunningServer, private readonly kafka: Kafka, private readonly admin: Admin, private readonly producer: Producer, private readonly service: TestService) {}

  static async open(): Promise<Shop> {
    const folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
    const server = await startKafka({ folder: path.join(folder, 'kafka') });
    const kafka = new Kafka({ clientId: 'shop', brokers: [server.url.slice('kafka://'.length)], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [...new Set(MESSAGES.map(({ topic }) => topic))].map((topic) => ({ topic, numPartitions: 2 })), waitForLeaders: true });
    const producer = kafka.producer();
    await producer.connect();
    const service = await openTestService([CommerceModule, PointsModule], { MESSAGE_BUS_URL: server.url });
    return new Shop(folder, server, kafka, admin, producer, service);
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

  /** How many records lie in the topics. */
  async count(...topics: readonly string[]): Promise<number> {
    const ends = (await Promise.all(topics.map((topic) => this.admin.fetchTopicOffsets(topic)))).flat();
    return ends.reduce((sum, { high }) => sum + Number(high), 0);
  }

  /** Waits until so many records lie in a topic. */
  async has(topic: string, count: number): Promise<void> {
    for (let waited = 0; (await this.count(topic)) < count; waited += 100) {
      if (waited > WAIT_MS) throw new Error(`${topic} has ${await this.count(topic)} records and not ${count}`);
      await sleep(100);
    }
  }

  /** All that lies in the topics now, each partition in its order. */
  async lying(...topics: readonly string[]): Promise<readonly Lying[]> {
    const count = await this.count(...topics);
    const found: Lying[] = [];
    if (count === 0) return found;
    const consumer = this.kafka.consumer({ groupId: `look-${(this.looks += 1)}` });
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const take = ({ topic, message: { key, headers = {}, value } }: EachMessagePayload) => {
        found.push({ topic, key: String(key), headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])), value: String(value) });
        if (found.length === count) resolve();
      };
      void consumer.run({ autoCommit: false, eachMessage: async (payload) => take(payload) }).catch(reject);
    });
    await consumer.disconnect();
    return found;
  }

  /** How many events the log has. */
  async log(): Promise<number> {
    return this.service.log.head();
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
    await this.admin.disconnect();
    await this.service.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
