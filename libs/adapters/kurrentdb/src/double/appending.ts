import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { AppendResp, type AppendReq, type BatchAppendReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { ANY, EXISTS, NO_STREAM, type ExpectedState } from './expected-state';
import { invalidArgument } from './grpc-error';
import { tooLarge, type AppendLimits } from './limits';
import { nameOf } from './read-query';
import { EMPTY } from './read-response';
import type { RecordLog, Violation } from './record-log';
import type { ProposedRecord } from './stored-record';

/** Answers an append to one stream, as version 1 of the protocol has it: options first, then the records. */
export function append(log: RecordLog, limits: AppendLimits, call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void {
  const records: ProposedRecord[] = [];
  let options: AppendReq.Options | undefined;
  call.on('data', (request: AppendReq) => {
    if (request.hasOptions()) options = request.getOptions();
    else if (options !== undefined) records.push(proposed(nameOf(options.getStreamIdentifier()!), request.getProposedMessage()!));
  });
  call.on('end', () => {
    if (options === undefined) return answer(invalidArgument('An append begins with its options'));
    const refused = tooLarge(records, limits);
    if (refused !== undefined) return answer(refused);
    const result = log.append(records, new Map([[nameOf(options.getStreamIdentifier()!), expectedOf(options)]]));
    if (result.kind === 'refused') return answer(null, new AppendResp().setWrongExpectedVersion(wrongVersion(result.violations[0]!)));
    const position = new AppendResp.Position().setCommitPosition(String(result.position)).setPreparePosition(String(result.position));
    const [revision] = result.revisions.values();
    answer(null, new AppendResp().setSuccess(new AppendResp.Success().setCurrentRevision(String(revision)).setPosition(position)));
  });
}

function expectedOf(options: AppendReq.Options): ExpectedState {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasAny()) return ANY;
  if (options.hasStreamExists()) return EXISTS;
  return Number(options.getRevision());
}

function wrongVersion({ expected, actual }: Violation): AppendResp.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(EMPTY);
  else wrong.setCurrentRevision(String(actual));
  if (expected === NO_STREAM) wrong.setExpectedNoStream(EMPTY);
  else if (expected === EXISTS) wrong.setExpectedStreamExists(EMPTY);
  else wrong.setExpectedRevision(String(expected));
  return wrong;
}

/** The record in a message of version 1; its type and its kind of content travel beside it. */
export function proposed(stream: string, message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedRecord {
  const metadata = message.getMetadataMap();
  return {
    stream,
    id: message.getId()!.getString(),
    type: metadata.get('type') ?? '',
    isJson: metadata.get('content-type') === 'application/json',
    data: Buffer.from(message.getData_asU8()),
    metadata: Buffer.from(message.getCustomMetadata_asU8()),
  };
}
