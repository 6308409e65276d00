import type { ReadReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import type { StoredRecord } from './stored-record';

export type StartingPlace = 'start' | 'end' | number;

/** What a client wants to read, out of the protocol's words. */
export interface ReadQuery {
  /** Undefined for the whole log. */
  readonly stream: string | undefined;
  /** A revision for a stream, a position for the log. */
  readonly from: StartingPlace;
  readonly backwards: boolean;
  readonly count: number;
  readonly follows: boolean;
  readonly matches: (record: StoredRecord) => boolean;
  /** Records looked at between two checkpoints of a filtered subscription; undefined for one without a filter. */
  readonly checkpointEvery: number | undefined;
}

const BACKWARDS = 1;
const WINDOW = 32;

export function readQuery(request: ReadReq): ReadQuery {
  const options = request.getOptions()!;
  const stream = options.getStream();
  const all = options.getAll();
  const filter = options.getFilter();
  const end = stream?.hasEnd() === true || all?.hasEnd() === true;
  const start = stream?.hasRevision() === true ? Number(stream.getRevision()) : all?.hasPosition() === true ? Number(all.getPosition()!.getCommitPosition()) : 'start';
  return {
    stream: stream === undefined ? undefined : nameOf(stream.getStreamIdentifier()!),
    from: end ? 'end' : start,
    backwards: options.getReadDirection() === BACKWARDS,
    count: options.hasCount() ? Number(options.getCount()) : Infinity,
    follows: options.hasSubscription(),
    matches: filter === undefined ? () => true : filterOf(filter),
    checkpointEvery: filter === undefined ? undefined : (filter.hasMax() ? filter.getMax() : WINDOW) * Math.max(1, filter.getCheckpointintervalmultiplier()),
  };
}

export function nameOf(identifier: { getStreamName_asU8(): Uint8Array }): string {
  return Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
}

function filterOf(filter: ReadReq.Options.FilterOptions): (record: StoredRecord) => boolean {
  const byStream = filter.hasStreamIdentifier();
  const expression = byStream ? filter.getStreamIdentifier()! : filter.getEventType()!;
  const prefixes = expression.getPrefixList();
  const pattern = prefixes.length > 0 ? undefined : new RegExp(expression.getRegex());
  const known = new Map<string, boolean>();
  return (record) => {
    const name = byStream ? record.stream : record.type;
    let verdict = known.get(name);
    if (verdict === undefined) {
      verdict = pattern === undefined ? prefixes.some((prefix) => name.startsWith(prefix)) : pattern.test(name);
      if (known.size > 100_000) known.clear();
      known.set(name, verdict);
    }
    return verdict;
  };
}
