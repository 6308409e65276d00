import type { Cluster, Consumer, Kafka, KafkaMessage } from 'kafkajs';
import { fromKafka } from './errors';

const BYTES_MAX = 1024 * 1024;

interface Answer {
  readonly responses: readonly { readonly partitions: readonly { readonly partition: number; readonly messages: readonly KafkaMessage[] }[] }[];
}

/**
 * Reads records at given offsets, without a group. The client library has no such reader; it hands its cluster to whoever
 * brings an assigner, and that cluster can fetch.
 */
export class PartitionReader {
  private cluster: Cluster | undefined;
  private consumer: Consumer | undefined;

  constructor(private readonly kafka: Kafka, private readonly topic: string) {}

  /** Records from an offset on, some or, at the end of the partition, none. Throws `broker_unavailable`. */
  async from(partition: number, offset: number): Promise<readonly KafkaMessage[]> {
    try {
      const cluster = this.cluster ?? (await this.connect());
      const leader = Object.keys(cluster.findLeaderForPartitions(this.topic, [partition]))[0]!;
      const broker = await cluster.findBroker({ nodeId: leader });
      const fetched = (await broker.fetch({
        maxWaitTime: 100, minBytes: 1, maxBytes: BYTES_MAX, isolationLevel: 1, rackId: '',
        topics: [{ topic: this.topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes: BYTES_MAX }] }],
      })) as Answer;
      const messages = fetched.responses.flatMap(({ partitions }) => partitions).flatMap((each) => each.messages);
      return messages.filter((message) => Number(message.offset) >= offset);
    } catch (error) {
      await this.close();
      throw fromKafka(error);
    }
  }

  async close(): Promise<void> {
    const { consumer } = this;
    this.consumer = this.cluster = undefined;
    await consumer?.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<Cluster> {
    let given: Cluster | undefined;
    this.consumer = this.kafka.consumer({
      groupId: `${this.topic}.reader`, allowAutoTopicCreation: false,
      partitionAssigners: [({ cluster }) => {
        given = cluster;
        return { name: 'none', version: 0, assign: async () => [], protocol: () => ({ name: 'none', metadata: Buffer.alloc(0) }) };
      }],
    });
    await this.consumer.connect();
    await given!.addTargetTopic(this.topic);
    return (this.cluster = given!);
  }
}
