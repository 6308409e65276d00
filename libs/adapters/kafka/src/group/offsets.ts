import type { KafkaConnection } from '../connection/kafka-connection';

/** Where a partition begins and ends, and where the group goes on in it. */
export interface PartitionOffsets {
  readonly start: number;
  readonly end: number;
}

/** By `topic/partition`, for every partition of the topics. Throws `broker_unavailable`. */
export function readOffsets(connection: KafkaConnection, group: string, topics: readonly string[]): Promise<ReadonlyMap<string, PartitionOffsets>> {
  return connection.ask(async (admin) => {
    const found = new Map<string, PartitionOffsets>();
    const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    for (const { topic, partitions } of committed) {
      const ends = new Map((await admin.fetchTopicOffsets(topic)).map((each) => [each.partition, each]));
      for (const { partition, offset } of partitions) {
        const { low = '0', high = '0' } = ends.get(partition) ?? {};
        found.set(`${topic}/${partition}`, { start: Math.max(Number(offset), Number(low)), end: Number(high) });
      }
    }
    return found;
  });
}
