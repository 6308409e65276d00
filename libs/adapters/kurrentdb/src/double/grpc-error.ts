import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb';
import {
  AppendConsistencyViolationErrorDetails, AppendRecordSizeExceededErrorDetails, AppendTransactionSizeExceededErrorDetails,
  ConsistencyViolation, StreamRevisionConflictErrorDetails,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import type { Violation } from './record-log';

export type GrpcError = Pick<StatusObject, 'code' | 'details' | 'metadata'>;

const PACKAGE = 'type.googleapis.com/kurrentdb.protocol.v2.streams.errors';

export function invalidArgument(details: string): GrpcError {
  return { code: status.INVALID_ARGUMENT, details, metadata: new Metadata() };
}

/** Streams that are not as the client expects; all of them, in the order of its checks. */
export function consistencyViolation(violations: readonly Violation[], checked: readonly string[]): GrpcError {
  const message = new AppendConsistencyViolationErrorDetails();
  for (const { stream, expected, actual } of violations) {
    const state = new ConsistencyViolation.StreamStateViolation().setStream(stream).setExpectedState(String(expected)).setActualState(String(actual));
    message.addViolations(new ConsistencyViolation().setCheckIndex(checked.indexOf(stream)).setStreamState(state));
  }
  return detailed(status.FAILED_PRECONDITION, 'A stream is not as expected', 'AppendConsistencyViolationErrorDetails', message);
}

export function revisionConflict({ stream, expected, actual }: Violation): GrpcError {
  const message = new StreamRevisionConflictErrorDetails().setStream(stream).setExpectedRevision(String(expected)).setActualRevision(String(actual));
  return detailed(status.FAILED_PRECONDITION, `${stream} is not as expected`, 'StreamRevisionConflictErrorDetails', message);
}

export function recordTooLarge(stream: string, recordId: string, size: number, maxSize: number): GrpcError {
  const message = new AppendRecordSizeExceededErrorDetails().setStream(stream).setRecordId(recordId).setSize(size).setMaxSize(maxSize);
  return detailed(status.INVALID_ARGUMENT, 'A record is too large', 'AppendRecordSizeExceededErrorDetails', message);
}

export function transactionTooLarge(size: number, maxSize: number): GrpcError {
  const message = new AppendTransactionSizeExceededErrorDetails().setSize(size).setMaxSize(maxSize);
  return detailed(status.ABORTED, 'A transaction is too large', 'AppendTransactionSizeExceededErrorDetails', message);
}

/** Google's rich error model: the particulars travel in a trailer, packed with their type. */
function detailed(code: status, details: string, type: string, message: { serializeBinary(): Uint8Array }): GrpcError {
  const packed = new Any();
  packed.setTypeUrl(`${PACKAGE}.${type}`);
  packed.setValue(message.serializeBinary());
  const rich = new Status();
  rich.setCode(code as number);
  rich.setMessage(details);
  rich.setDetails(packed);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(rich.serializeBinary()));
  return { code, details, metadata };
}
