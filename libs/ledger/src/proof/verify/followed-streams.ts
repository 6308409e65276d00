import type { StreamName } from '../../log/stream-name';
import type { Finding } from './finding';

/** What is remembered of a stream while the log is read. */
export interface FollowedStream<State> {
  revision: number;
  state: State | undefined;
  /** Kept here until the reading ends: a stream that is left to another reading is found out again there. */
  findings: Finding[] | undefined;
}

/** Stream names are spread over this many places by their hash. */
const PLACES = 2 ** 32;

/**
 * The streams that one reading of the log follows, never more than a maximum: those whose hash lies in a range of
 * places. The range begins as all that is left; when there are too many streams in it, its upper half is given up and
 * left to another reading. So memory is bounded whatever the log holds, nothing is guessed from hashes (names are
 * compared), and a log that fits is read once.
 */
export class FollowedStreams<State> {
  private readonly streams = new Map<StreamName, FollowedStream<State>>();
  private end = PLACES;

  constructor(private readonly start: number, private readonly max: number, private readonly begin: (stream: StreamName) => State | undefined) {}

  /** The place where the next reading begins; undefined when this one has followed the last of them. */
  get next(): number | undefined {
    return this.end === PLACES ? undefined : this.end;
  }

  /** Undefined for a stream of another reading. */
  of(name: StreamName): FollowedStream<State> | undefined {
    const known = this.streams.get(name);
    if (known !== undefined) return known;
    if (!this.covers(name)) return undefined;
    const stream: FollowedStream<State> = { revision: 0, state: this.begin(name), findings: undefined };
    this.streams.set(name, stream);
    while (this.streams.size > this.max && this.end - this.start > 1) this.giveUpHalf();
    return this.streams.get(name);
  }

  *[Symbol.iterator](): Iterator<FollowedStream<State> & { readonly stream: StreamName }> {
    for (const [stream, followed] of this.streams) yield { stream, ...followed };
  }

  private covers(name: StreamName): boolean {
    if (this.start === 0 && this.end === PLACES) return true;
    const place = placeOf(name);
    return place >= this.start && place < this.end;
  }

  private giveUpHalf(): void {
    this.end = this.start + Math.ceil((this.end - this.start) / 2);
    for (const name of this.streams.keys()) if (placeOf(name) >= this.end) this.streams.delete(name);
  }
}

/** FNV-1a over the characters, mixed once more, for ids that count up differ in their last characters only. */
function placeOf(name: StreamName): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
