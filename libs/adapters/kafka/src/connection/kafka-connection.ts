import type { Admin, Kafka } from 'kafkajs';
import { KeyedProducer } from '../produce/keyed-producer';
import type { KafkaPorts, TopicSettings } from '../settings';
import { kafkaClient, topicSettings, type KafkaOptions } from './client';
import { fromKafka } from './errors';
import { ensureTopics, type NeededTopic } from './topics';

/** One process's way to a cluster: what the bus, the intake and the publisher of a service share. */
export class KafkaConnection {
  readonly kafka: Kafka;
  readonly producer: KeyedProducer;
  readonly topics: TopicSettings;
  private admin: Promise<Admin> | undefined;

  constructor(options: KafkaOptions, readonly ports: KafkaPorts) {
    this.kafka = kafkaClient(options);
    this.topics = topicSettings(options);
    this.producer = new KeyedProducer(this.kafka, ports);
  }

  /** Asks the cluster something. Throws `broker_unavailable`; the next question connects anew. */
  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = (this.admin ??= this.connect());
    try {
      return await question(await admin);
    } catch (error) {
      if (this.admin === admin) this.admin = undefined;
      void admin.then((each) => each.disconnect()).catch(() => undefined);
      throw fromKafka(error);
    }
  }

  /** Throws `broker_unavailable`. */
  ensure(topics: readonly NeededTopic[]): Promise<void> {
    return this.ask((admin) => ensureTopics(admin, topics, this.topics));
  }

  /** Sends what was handed over, then lets go. Consumers and publishers stop before. */
  async close(deadline_ms: number): Promise<void> {
    await this.producer.close(deadline_ms);
    const { admin } = this;
    this.admin = undefined;
    await admin?.then((each) => each.disconnect()).catch(() => undefined);
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 500 } });
    await admin.connect();
    return admin;
  }
}
