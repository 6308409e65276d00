import type { RecordedEvent } from '../../log/event';
import type { ProvableLog, StoredLeaf } from '../provable-log';
import type { Report } from './finding';
import { FollowedStreams, type FollowedStream } from './followed-streams';
import type { LogAudit } from './log-audit';

/** How far a reading of the log has come. */
export interface Progress {
  /** 1 for the first; a log with more streams than fit in memory is read again for each further share of them. */
  readonly reading: number;
  readonly position: number;
  readonly size: number;
}

export interface FollowOptions<State> {
  /** Positions up to this one are read; what is appended meanwhile is left for another time. */
  readonly size: number;
  /** Streams followed in one reading. */
  readonly streamsMax: number;
  readonly audit: LogAudit<State>;
  readonly report: Report;
  readonly onProgress?: (progress: Progress) => void;
  /** The event of a leaf, or undefined when it cannot be relied on; in the first reading each leaf is asked for. */
  open(leaf: StoredLeaf, reading: number): RecordedEvent | undefined;
}

export interface Followed {
  readonly streams: number;
  readonly readings: number;
}

/** The size of the log for which streams are followed, unless somebody knows better: about one gigabyte of accounts. */
export const STREAMS_MAX = 500_000;

// Lines may be a megabyte long: a page is small enough for the worst and large enough for speed.
const PAGE = 512;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Reads a log and folds its streams, as many times as it takes for all of them to have been in memory once. */
export async function followLog<State>(log: ProvableLog, options: FollowOptions<State>): Promise<Followed> {
  const { audit, report, streamsMax } = options;
  let count = 0;
  let readings = 0;
  for (let start: number | undefined = 0; start !== undefined;) {
    readings += 1;
    const streams: FollowedStreams<State> = new FollowedStreams(start, streamsMax, (name) => audit.begin(name));
    await readOnce(log, streams, readings, options);
    for (const { findings } of streams) {
      count += 1;
      findings?.forEach(report);
    }
    await audit.end?.(streams, report);
    start = streams.next;
  }
  audit.finish?.(report);
  return { streams: count, readings };
}

async function readOnce<State>(log: ProvableLog, streams: FollowedStreams<State>, reading: number, options: FollowOptions<State>): Promise<void> {
  const { size, onProgress, open, audit } = options;
  for (let after = Number.MIN_SAFE_INTEGER; after < size;) {
    const page = log.leaves(after, PAGE);
    if (page.length === 0) break;
    for (const leaf of page) {
      if (leaf.position > size) break;
      const followed = streams.of(leaf.stream);
      if (reading > 1 && followed === undefined) continue;
      const event = open(leaf, reading);
      if (followed !== undefined && leaf.position > 0) follow(followed, leaf, event, audit);
    }
    after = page.at(-1)!.position;
    onProgress?.({ reading, position: Math.max(0, Math.min(after, size)), size });
    await nextTurn();
  }
}

function follow<State>(followed: FollowedStream<State>, { position, stream, revision }: StoredLeaf, event: RecordedEvent | undefined, audit: LogAudit<State>): void {
  const note: Report = (finding) => (followed.findings ??= []).push(finding);
  if (revision !== followed.revision + 1) {
    note({ code: 'revision_gap', position, stream, detail: `revision ${revision} comes after ${followed.revision}` });
    followed.state = undefined;
  }
  followed.revision = Math.max(followed.revision, revision);
  if (followed.state === undefined) return;
  if (event === undefined) {
    followed.state = undefined;
    return;
  }
  try {
    followed.state = audit.fold(followed.state, event, note);
  } catch (error) {
    followed.state = undefined;
    note({ code: 'undecodable_event', position, stream, detail: `${event.type} cannot be applied: ${(error as Error).message}` });
  }
}
