import { Empty, StreamIdentifier } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { ReadReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';

const { Options } = ReadReq;
const EMPTY = new Empty();
/** Records the server looks through between two signs of life to a subscription that none of them concerns. */
const WINDOW = 1_000;

export interface StreamPart {
  /** First revision to read, or the stream's last with those before it. */
  readonly from: number | 'last';
  readonly count: number;
}

/** Which streams of the whole log: those that begin with one of these texts, or match a pattern from their start. */
export type LogFilter = { readonly prefixes: readonly string[] } | { readonly pattern: string };

/** A part of one stream, oldest first, or newest first from its end. */
export function streamRequest(stream: string, { from, count }: StreamPart): ReadReq {
  const part = new Options.StreamOptions().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')));
  const options = common().setStream(part).setNoFilter(EMPTY).setCount(String(count));
  if (from === 'last') {
    part.setEnd(EMPTY);
    options.setReadDirection(Options.ReadDirection.BACKWARDS);
  } else {
    part.setRevision(String(from - 1));
  }
  return new ReadReq().setOptions(options);
}

/** The whole log from a place on, up to a number of records that pass the filter. */
export function logRequest(place: string | undefined, filter: LogFilter, count: number): ReadReq {
  return new ReadReq().setOptions(log(place, filter).setCount(String(count)));
}

/** The whole log from a place on, and what comes, for ever. */
export function followRequest(place: string | undefined, filter: LogFilter): ReadReq {
  return new ReadReq().setOptions(log(place, filter).setSubscription(new Options.SubscriptionOptions()));
}

function log(place: string | undefined, filter: LogFilter): ReadReq.Options {
  const all = new Options.AllOptions();
  if (place === undefined) all.setStart(EMPTY);
  else all.setPosition(new Options.Position().setCommitPosition(place).setPreparePosition(place));
  const names = new Options.FilterOptions.Expression();
  if ('pattern' in filter) names.setRegex(filter.pattern);
  else names.setPrefixList([...filter.prefixes]);
  return common().setAll(all).setFilter(new Options.FilterOptions().setStreamIdentifier(names).setMax(WINDOW).setCheckpointintervalmultiplier(1));
}

function common(): ReadReq.Options {
  return new Options().setResolveLinks(false).setUuidOption(new Options.UUIDOption().setString(EMPTY));
}
