import { Empty, StreamIdentifier, UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import type { StoredRecord } from './stored-record';

/** 100-nanosecond ticks in a millisecond: the protocol's unit of time. */
const TICKS = 10_000n;

export function recordResponse(record: StoredRecord): ReadResp {
  const position = String(record.position);
  const message = new ReadResp.ReadEvent.RecordedEvent();
  message.setId(new UUID().setString(record.id));
  message.setStreamIdentifier(identifier(record.stream));
  message.setStreamRevision(String(record.revision));
  message.setCommitPosition(position);
  message.setPreparePosition(position);
  message.getMetadataMap().set('type', record.type);
  message.getMetadataMap().set('created', String(BigInt(record.created) * TICKS));
  message.getMetadataMap().set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  message.setData(record.data);
  message.setCustomMetadata(record.metadata);
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(message).setCommitPosition(position));
}

export function notFoundResponse(stream: string): ReadResp {
  return new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream)));
}

export function confirmationResponse(id: string): ReadResp {
  return new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));
}

export function checkpointResponse({ position }: StoredRecord): ReadResp {
  return new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

export function caughtUpResponse(): ReadResp {
  return new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
}

export const EMPTY = new Empty();

function identifier(stream: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
}
