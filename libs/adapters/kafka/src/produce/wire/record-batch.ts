import type { Message } from 'kafkajs';
import type { ByteWriter } from './byte-writer';
import { crc32c } from './crc32c';
import { writeRecord } from './record';

/** Who writes it, and the number of its first record in the partition; the broker knows repeats by them. */
export interface BatchOrigin {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
}

const VERSION = 2;
/** Neither compressed nor part of a transaction. */
const ATTRIBUTES = 0;

/** Records of one partition, all of one time (milliseconds since 1970), as they lie in the log: kafka.apache.org/documentation/#recordbatch. */
export function writeRecordBatch(out: ByteWriter, records: readonly Message[], { producerId, producerEpoch, firstSequence }: BatchOrigin, at_ms: number): void {
  out.int64(0n);
  const length = out.later();
  out.int32(0);
  out.int8(VERSION);
  const checksum = out.later();
  out.int16(ATTRIBUTES);
  out.int32(records.length - 1);
  out.int64(BigInt(at_ms));
  out.int64(BigInt(at_ms));
  out.int64(producerId);
  out.int16(producerEpoch);
  out.int32(firstSequence);
  out.int32(records.length);
  for (let i = 0; i < records.length; i += 1) writeRecord(out, records[i]!, i);
  out.int32At(length, out.size - length - 4);
  out.int32At(checksum, crc32c(out.written.subarray(checksum + 4)));
}
