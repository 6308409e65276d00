import type { RecordedEvent } from '../../log/event';
import type { StreamName } from '../../log/stream-name';
import type { Report } from './finding';

/** A stream with what its events came to. */
export interface FoldedStream<State> {
  readonly stream: StreamName;
  readonly revision: number;
  /** Undefined where the stream is not folded, or was given up at a finding. */
  readonly state: State | undefined;
}

/** What the events of a log mean to whoever audits them. A context brings its own; the ledger only knows the envelope. */
export interface LogAudit<State> {
  /** Every readable event once, in the order of the log. */
  see?(event: RecordedEvent, report: Report): void;
  /** What is kept of a stream before its first event; undefined for streams that are not folded. */
  begin(stream: StreamName): State | undefined;
  /**
   * The state after an event. Reports what contradicts itself; undefined then gives the stream up, so that one wrong
   * event is one finding. What it throws is `undecodable_event`.
   */
  fold(state: State, event: RecordedEvent, report: Report): State | undefined;
  /** Each stream once, when all of it was read. A large log brings them in shares, one for each reading. */
  end?(streams: Iterable<FoldedStream<State>>, report: Report): Promise<void> | void;
  /** When all shares were read. */
  finish?(report: Report): void;
}
