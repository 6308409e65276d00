import { recordTooLarge, transactionTooLarge, type GrpcError } from './grpc-error';
import { sizeOf, type ProposedRecord } from './stored-record';

/** What one append may hold, in bytes. A server's own are set by its options `MaxAppendEventSize` and `MaxAppendSize`. */
export interface AppendLimits {
  readonly recordBytesMax: number;
  readonly appendBytesMax: number;
}

export const ROOMY: AppendLimits = { recordBytesMax: 16 * 1024 * 1024, appendBytesMax: 16 * 1024 * 1024 };

/** Why these records are too large, if they are. */
export function tooLarge(records: readonly ProposedRecord[], { recordBytesMax, appendBytesMax }: AppendLimits): GrpcError | undefined {
  let sum = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (size > recordBytesMax) return recordTooLarge(record.stream, record.id, size, recordBytesMax);
    sum += size;
    if (sum > appendBytesMax) return transactionTooLarge(sum, appendBytesMax);
  }
  return undefined;
}
