import type { ServerDuplexStream } from '@grpc/grpc-js';
import { AllStreamPosition, MaximumAppendSizeExceeded, WrongExpectedVersion, type UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb';
import { BatchAppendResp, type BatchAppendReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { proposed } from './appending';
import { ANY, EXISTS, NO_STREAM, type ExpectedState } from './expected-state';
import { tooLarge, type AppendLimits } from './limits';
import { nameOf } from './read-query';
import type { RecordLog, Violation } from './record-log';
import type { ProposedRecord } from './stored-record';

/** A batch of which the last part has not come yet. */
interface OpenBatch {
  readonly options: BatchAppendReq.Options;
  readonly records: ProposedRecord[];
}

/** Answers appends to single streams that share one call, each in one or more parts. */
export function batchAppend(log: RecordLog, limits: AppendLimits, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const open = new Map<string, OpenBatch>();
  call.on('data', (request: BatchAppendReq) => {
    const id = request.getCorrelationId()!;
    const batch = open.get(id.getString()) ?? { options: request.getOptions()!, records: [] };
    open.set(id.getString(), batch);
    const stream = nameOf(batch.options.getStreamIdentifier()!);
    for (const message of request.getProposedMessagesList()) batch.records.push(proposed(stream, message));
    if (!request.getIsFinal()) return;
    open.delete(id.getString());
    call.write(answerTo(log, limits, id, batch));
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
}

function answerTo(log: RecordLog, limits: AppendLimits, id: UUID, { options, records }: OpenBatch): BatchAppendResp {
  const response = new BatchAppendResp().setCorrelationId(id).setStreamIdentifier(options.getStreamIdentifier());
  if (tooLarge(records, limits) !== undefined) {
    return response.setError(packed('MaximumAppendSizeExceeded', new MaximumAppendSizeExceeded().setMaxappendsize(limits.appendBytesMax)));
  }
  const result = log.append(records, new Map([[nameOf(options.getStreamIdentifier()!), expectedOf(options)]]));
  if (result.kind === 'refused') return response.setError(packed('WrongExpectedVersion', wrongVersion(result.violations[0]!)));
  const position = new AllStreamPosition().setCommitPosition(String(result.position)).setPreparePosition(String(result.position));
  const [revision] = result.revisions.values();
  return response.setSuccess(new BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(position));
}

function expectedOf(options: BatchAppendReq.Options): ExpectedState {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasAny()) return ANY;
  return options.hasStreamExists() ? EXISTS : Number(options.getStreamPosition());
}

function wrongVersion({ expected, actual }: Violation): WrongExpectedVersion {
  const wrong = new WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === NO_STREAM) wrong.setExpectedNoStream(new Empty());
  else if (expected === EXISTS) wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return wrong;
}

function packed(type: string, message: { serializeBinary(): Uint8Array }): Status {
  const any = new Any();
  any.pack(message.serializeBinary(), `event_store.client.${type}`);
  return new Status().setMessage(type).setDetails(any);
}
