import type { KafkaConnection } from '../connection/kafka-connection';
import type { TopicPartition } from './member';
import { readOffsets } from './offsets';
import { OwnedPartition } from './owned-partition';

/** What the group has dealt out to this member, from one deal to the next. */
export class Assignment {
  private partitions = new Map<string, OwnedPartition>();

  get all(): Iterable<OwnedPartition> {
    return this.partitions.values();
  }

  find({ topic, partition }: TopicPartition): OwnedPartition | undefined {
    return this.partitions.get(`${topic}/${partition}`);
  }

  /** Gives everything up. Answers how many records were taken and not settled: they come again. */
  lose(): number {
    let open = 0;
    for (const partition of this.partitions.values()) {
      open += partition.settled.open;
      partition.lost = true;
      partition.drop();
    }
    this.partitions = new Map();
    return open;
  }

  /** Takes over what was dealt out, each partition where the group goes on. Throws `broker_unavailable`. */
  async take(dealt: readonly TopicPartition[], connection: KafkaConnection, group: string): Promise<readonly OwnedPartition[]> {
    const offsets = await readOffsets(connection, group, [...new Set(dealt.map(({ topic }) => topic))]);
    return dealt.map(({ topic, partition }) => {
      const { start, end } = offsets.get(`${topic}/${partition}`) ?? { start: 0, end: 0 };
      return new OwnedPartition(topic, partition, start, end);
    });
  }

  own(partitions: readonly OwnedPartition[]): void {
    this.partitions = new Map(partitions.map((each) => [`${each.topic}/${each.partition}`, each]));
  }

  /** Learns where the partitions end now. Throws `broker_unavailable`. */
  async lookAhead(connection: KafkaConnection): Promise<void> {
    const topics = [...new Set(Array.from(this.all, ({ topic }) => topic))];
    for (const topic of topics) {
      const ends = await connection.ask((admin) => admin.fetchTopicOffsets(topic));
      for (const { partition, high } of ends) {
        const owned = this.find({ topic, partition });
        if (owned !== undefined) owned.end = Math.max(owned.end, Number(high));
      }
    }
  }

  /** Sums over what is owned: everything before these many records is settled, these many are not yet, these many are in hand. */
  sums(): { position: number; lag: number; inFlight: number } {
    let position = 0, lag = 0, inFlight = 0;
    for (const { settled, end } of this.partitions.values()) {
      position += settled.position;
      lag += Math.max(0, end - settled.position);
      inFlight += settled.open;
    }
    return { position, lag, inFlight };
  }
}
