import { corrupt } from '@loyalty/ledger';
import { parkedTopic, type EventReference } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import { PartitionReader } from '../connection/partition-reader';
import type { KafkaRecord } from '../group/record';
import { copyOf, originalOf, type CopyNote } from './copy';

/**
 * The bodies of what one consumer has parked: copies in a topic of its own with one partition. One partition, so that an
 * offset names a copy for ever and copies of one key lie in the order in which they were parked, whatever topics and
 * partitions they came from.
 */
export class ParkedCopies {
  readonly topic: string;
  private readonly reader: PartitionReader;

  constructor(private readonly connection: KafkaConnection, private readonly consumer: string) {
    this.topic = parkedTopic(consumer);
    this.reader = new PartitionReader(connection.kafka, this.topic);
  }

  /** Resolves when the copy is acknowledged by all replicas. Throws `broker_unavailable`. */
  async add(record: KafkaRecord, note: Omit<CopyNote, 'consumer'>): Promise<EventReference> {
    const offset = await this.connection.producer.append(copyOf(record, this.topic, { ...note, consumer: this.consumer }));
    return { ...originOf(record), position: offset + 1 };
  }

  /** The record that was parked. Throws `parked_copy_missing`, `broker_unavailable`. */
  async read(reference: EventReference): Promise<KafkaRecord> {
    const offset = reference.position - 1;
    const copy = (await this.reader.from(0, offset)).find((message) => Number(message.offset) === offset);
    const original = copy === undefined ? undefined : originalOf(copy);
    const { stream, revision } = original === undefined ? { stream: '', revision: 0 } : originOf(original);
    if (original === undefined || stream !== reference.stream || revision !== reference.revision) {
      throw corrupt('parked_copy_missing', `${this.topic} has no copy of ${reference.stream}@${reference.revision - 1} at ${offset}`, { topic: this.topic, offset });
    }
    return original;
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}

/** Where a record came from, as parking refers to it: its partition, and the offset behind it. */
export function originOf(record: KafkaRecord): { readonly stream: string; readonly revision: number } {
  return { stream: `${record.topic}/${record.partition}`, revision: record.offset + 1 };
}

