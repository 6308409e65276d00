import { corrupt, type Page, type RecordedEvent } from '@loyalty/ledger';
import type { Stored } from '../connection/stored';
import { commitOf } from './commit-record';
import type { Mark } from './marks';
import { COMMITS_STREAM } from './streams';

/** Makes a page of the log out of KurrentDB's records: events after a position, and the ends of commits. */
export class PageBuilder {
  readonly events: RecordedEvent[] = [];
  private reached: number;

  /** `gapless` when no event is filtered out: then a position that is missing is an error. */
  constructor(readonly after: number, private readonly gapless: boolean, private readonly remember: (mark: Mark) => void, private readonly last = Infinity) {
    this.reached = after;
  }

  /** Everything up to here has been seen. */
  get through(): number {
    return this.reached;
  }

  /** Whether all that the page was to hold has been seen. */
  get isFull(): boolean {
    return this.reached >= this.last;
  }

  page(): Page {
    return { events: this.events, through: this.reached };
  }

  /** Throws `position_gap`, `commit_undecodable`. */
  take(stored: Stored): void {
    if (stored.stream === COMMITS_STREAM) this.takeCommit(stored);
    else this.takeEvent(stored);
  }

  private takeCommit(stored: Stored): void {
    const { number, position } = commitOf(stored);
    this.remember({ number, position, place: stored.place });
    if (position <= this.reached) return;
    if (this.gapless && this.reached < this.last) throw gap(this.reached + 1, position);
    this.reached = Math.min(position, this.last);
  }

  private takeEvent(stored: Stored): void {
    const event = eventOf(stored);
    if (event === undefined || event.position <= this.reached) return;
    if (event.position > this.last) {
      this.reached = this.last;
      return;
    }
    if (this.gapless && event.position !== this.reached + 1) throw gap(this.reached + 1, event.position);
    this.events.push(event);
    this.reached = event.position;
  }
}

/** An event of ours; undefined for what another program keeps in a stream that is named as ours are. */
export function eventOf({ stream, revision, text }: Stored): RecordedEvent | undefined {
  try {
    const event = JSON.parse(text) as RecordedEvent;
    return event.stream === stream && event.revision === revision && Number.isSafeInteger(event.position) ? event : undefined;
  } catch {
    return undefined;
  }
}

function gap(expected: number, found: number): Error {
  return corrupt('position_gap', `The log has position ${found} where ${expected} is due`, { expected, found });
}
