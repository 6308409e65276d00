/** A record that a client wants to have in a stream. */
export interface ProposedRecord {
  readonly stream: string;
  /** Chosen by the client; the same record sent twice is recognised by it. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/** A record as it lies in the log. */
export interface StoredRecord extends ProposedRecord {
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** Place in the whole log: ascends, with gaps as wide as the records before. */
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** Bytes that a record takes up in the log; what limits are counted in, and what positions grow by. */
export function sizeOf({ stream, type, data, metadata }: ProposedRecord): number {
  return 96 + stream.length + type.length + data.length + metadata.length;
}
