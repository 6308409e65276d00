import { randomUUID } from 'node:crypto';
import type { sendUnaryData, ServerReadableStream, ServerUnaryCall } from '@grpc/grpc-js';
import type { IStreamsServiceServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb';
import {
  AppendRecordsResponse, AppendResponse, AppendSessionResponse, SchemaFormat, StreamRevision,
  type AppendRecord, type AppendRecordsRequest, type AppendRequest,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { ANY, type ExpectedState } from './expected-state';
import { consistencyViolation, invalidArgument, revisionConflict, type GrpcError } from './grpc-error';
import { tooLarge, type AppendLimits } from './limits';
import type { Appended, RecordLog } from './record-log';
import type { ProposedRecord } from './stored-record';

/** Appends over many streams, as version 2 of the protocol has them. */
export function recordsService(log: RecordLog, limits: AppendLimits): IStreamsServiceServer {
  return {
    appendRecords(call: ServerUnaryCall<AppendRecordsRequest, AppendRecordsResponse>, answer: sendUnaryData<AppendRecordsResponse>) {
      const records = call.request.getRecordsList().map((record) => proposed(record.getStream(), record));
      const checks = checksOf(call.request);
      const refused = checks === undefined || records.length === 0
        ? invalidArgument('An append has at least one record, and each stream is checked once') : tooLarge(records, limits);
      if (refused !== undefined) return answer(refused);
      const result = log.append(records, checks!);
      if (result.kind === 'refused') return answer(consistencyViolation(result.violations, [...checks!.keys()]));
      const response = new AppendRecordsResponse().setPosition(String(result.position));
      for (const [stream, revision] of result.revisions) response.addRevisions(new StreamRevision().setStream(stream).setRevision(String(revision)));
      answer(null, response);
    },
    appendSession(call: ServerReadableStream<AppendRequest, AppendSessionResponse>, answer: sendUnaryData<AppendSessionResponse>) {
      const requests: AppendRequest[] = [];
      call.on('data', (request: AppendRequest) => requests.push(request));
      call.on('end', () => {
        const result = appendSession(log, limits, requests);
        if ('code' in result) answer(result);
        else answer(null, sessionResponse(result));
      });
    },
  };
}

/** Undefined when a stream is named twice; the server does not tell capitals from small letters there. */
function checksOf(request: AppendRecordsRequest): Map<string, ExpectedState> | undefined {
  const checks = new Map<string, ExpectedState>();
  const names = new Set<string>();
  for (const check of request.getChecksList()) {
    const { stream, expectedState } = check.getStreamState()!.toObject();
    if (Number(expectedState) === ANY || names.has(stream.toLowerCase())) return undefined;
    names.add(stream.toLowerCase());
    checks.set(stream, Number(expectedState));
  }
  return checks;
}

function appendSession(log: RecordLog, limits: AppendLimits, requests: readonly AppendRequest[]): Appended & { kind: 'written' } | GrpcError {
  const records = requests.flatMap((request) => request.getRecordsList().map((record) => proposed(request.getStream(), record)));
  const refused = tooLarge(records, limits);
  if (refused !== undefined) return refused;
  const checks = new Map(requests.map((request) => [request.getStream(), Number(request.getExpectedRevision() ?? ANY)]));
  if (checks.size < requests.length || records.length === 0) return invalidArgument('Each stream of a session comes once and takes at least one record');
  const result = log.append(records, checks);
  return result.kind === 'refused' ? revisionConflict(result.violations[0]!) : result;
}

function sessionResponse({ position, revisions }: Appended & { kind: 'written' }): AppendSessionResponse {
  const response = new AppendSessionResponse().setPosition(String(position));
  for (const [stream, revision] of revisions) response.addOutput(new AppendResponse().setStream(stream).setStreamRevision(String(revision)));
  return response;
}

function proposed(stream: string, record: AppendRecord): ProposedRecord {
  const properties = Object.fromEntries(record.getPropertiesMap().toArray().map(([name, value]) => [name, value.getStringValue()]));
  return {
    stream,
    id: record.getRecordId() ?? randomUUID(),
    type: record.getSchema()?.getName() ?? '',
    isJson: record.getSchema()?.getFormat() === SchemaFormat.SCHEMA_FORMAT_JSON,
    data: Buffer.from(record.getData_asU8()),
    metadata: Buffer.from(Object.keys(properties).length === 0 ? '' : JSON.stringify(properties)),
  };
}
