import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';

/** A record as KurrentDB has it. */
export interface Stored {
  readonly id: string;
  /** Without what goes before every name of its log. */
  readonly stream: string;
  /** Place in its stream, from 1 as everywhere in the house; KurrentDB counts from 0. */
  readonly revision: number;
  readonly type: string;
  /** The stored bytes, which are UTF-8. */
  readonly text: string;
  /** KurrentDB's own place in its whole log, a 64-bit number: to read on from, and for nothing else. */
  readonly place: string;
}

/** The record in an answer; undefined for confirmations, checkpoints and the like. */
export function storedOf(response: ReadResp, prefix: string): Stored | undefined {
  const record = response.getEvent()?.getEvent();
  if (record === undefined) return undefined;
  return {
    id: record.getId()?.getString() ?? '',
    stream: text(record.getStreamIdentifier()!.getStreamName_asU8()).slice(prefix.length),
    revision: Number(record.getStreamRevision()) + 1,
    type: record.getMetadataMap().get('type') ?? '',
    text: text(record.getData_asU8()),
    place: record.getCommitPosition(),
  };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
