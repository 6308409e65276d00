import type { Message } from 'kafkajs';
import { ByteWriter } from './byte-writer';
import { writeRecordBatch } from './record-batch';

/** What the client library asks a broker to take; the sequence numbers are the library's. */
export interface ProduceOrder {
  readonly acks: number;
  readonly timeout: number;
  readonly producerId?: number | string | bigint;
  readonly producerEpoch?: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly firstSequence?: number; readonly messages: readonly Message[] }[];
  }[];
}

const NO_PRODUCER = -1;

/** The body of a Produce request, versions 3 to 8, without a transaction: kafka.apache.org/protocol#The_Messages_Produce. */
export function produceRequest({ acks, timeout, producerId = NO_PRODUCER, producerEpoch = 0, topicData }: ProduceOrder, now_ms: number): Buffer {
  const out = new ByteWriter();
  out.string(null);
  out.int16(acks);
  out.int32(timeout);
  out.int32(topicData.length);
  for (const { topic, partitions } of topicData) {
    out.string(topic);
    out.int32(partitions.length);
    for (const { partition, firstSequence = 0, messages } of partitions) {
      out.int32(partition);
      const size = out.later();
      writeRecordBatch(out, messages, { producerId: BigInt(producerId), producerEpoch, firstSequence }, now_ms);
      out.int32At(size, out.size - size - 4);
    }
  }
  return out.written;
}
