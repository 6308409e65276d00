import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { invalidArgument } from './grpc-error';
import { readQuery, type ReadQuery } from './read-query';
import { caughtUpResponse, checkpointResponse, confirmationResponse, notFoundResponse, recordResponse } from './read-response';
import type { RecordLog } from './record-log';
import type { StoredRecord } from './stored-record';

type Call = ServerWritableStream<ReadReq, ReadResp>;

/** Answers a read or a subscription; a client that takes nothing is sent nothing more. */
export async function read(log: RecordLog, call: Call): Promise<void> {
  const query = readQuery(call.request);
  const gone = new AbortController();
  call.on('cancelled', () => gone.abort());
  call.on('error', () => gone.abort());
  const send = async (response: ReadResp): Promise<void> => {
    if (gone.signal.aborted || call.write(response)) return;
    await once(call, 'drain', { signal: gone.signal }).catch(() => undefined);
  };
  if (!isPlace(log, query)) {
    call.emit('error', invalidArgument('There is no record at this position'));
    return;
  }
  if (query.follows) await follow(log, query, send, gone.signal);
  else await readOnce(log, query, send, gone.signal);
  if (!gone.signal.aborted) call.end();
}

async function readOnce(log: RecordLog, query: ReadQuery, send: (response: ReadResp) => Promise<void>, gone: AbortSignal): Promise<void> {
  const records = query.stream === undefined ? log.all : visible(log, query.stream);
  if (records === undefined) return send(notFoundResponse(query.stream!));
  const step = query.backwards ? -1 : 1;
  const length = records.length;
  let sent = 0;
  for (let at = firstIndex(log, query, records); at >= 0 && at < length && sent < query.count && !gone.aborted; at += step) {
    const record = records[at]!;
    if (!query.matches(record)) continue;
    sent += 1;
    await send(recordResponse(record));
  }
}

/** Everything after a place, for ever. */
async function follow(log: RecordLog, query: ReadQuery, send: (response: ReadResp) => Promise<void>, gone: AbortSignal): Promise<void> {
  await send(confirmationResponse(randomUUID()));
  let at = query.from === 'start' ? 0 : query.from === 'end' ? log.all.length : query.stream === undefined ? log.indexAt(query.from + 1) : 0;
  const after = query.stream !== undefined && typeof query.from === 'number' ? query.from : -1;
  for (let looked = 0, live = false; !gone.aborted; at += 1) {
    if (at >= log.all.length) {
      if (!live) await send(caughtUpResponse());
      live = true;
      await log.more(at, gone);
      if (gone.aborted) return;
    }
    const record = log.all[at]!;
    if (query.stream === undefined ? query.matches(record) : record.stream === query.stream && record.revision > after) await send(recordResponse(record));
    looked += 1;
    if (query.checkpointEvery !== undefined && looked % query.checkpointEvery === 0) await send(checkpointResponse(record));
  }
}

/** A place in the log is the position of a record, and no other number. */
function isPlace(log: RecordLog, { stream, from }: ReadQuery): boolean {
  return stream !== undefined || typeof from !== 'number' || log.all[log.indexAt(from)]?.position === from;
}

function firstIndex(log: RecordLog, { stream, from, backwards }: ReadQuery, records: readonly StoredRecord[]): number {
  if (from === 'start') return backwards ? -1 : 0;
  if (from === 'end') return backwards ? records.length - 1 : records.length;
  if (stream === undefined) return backwards ? log.indexAt(from) - 1 : log.indexAt(from);
  const index = from - (records[0]?.revision ?? 0);
  return backwards ? Math.min(index, records.length - 1) : Math.max(0, index);
}

/** What a stream's own metadata lets readers see of it. */
function visible(log: RecordLog, stream: string): readonly StoredRecord[] | undefined {
  const records = log.stream(stream);
  const metadata = log.stream(`$$${stream}`)?.at(-1);
  if (records === undefined || metadata === undefined) return records;
  const { $maxCount = Infinity } = JSON.parse(metadata.data.toString('utf8')) as { $maxCount?: number };
  return $maxCount < records.length ? records.slice(-$maxCount) : records;
}
