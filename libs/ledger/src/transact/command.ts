import type { Instant } from '@loyalty/kernel';
import type { AnyStream, StreamOf } from '../log/decider';
import type { DomainEvent } from '../log/event';

/** Who asks, and under which id. The id decides what is a repeat: one effect and one answer per id, for ever. */
export interface Command {
  readonly id: string;
  /** Hash of the body (`fingerprint` of the kernel): the same id with another one is refused. */
  readonly fingerprint: string;
  readonly actor: string;
  /** The event this reacts to, as `<stream>@<revision>`. */
  readonly cause?: string;
  /** Size of the body in characters, counted against the queue's bound; left out, it counts as nothing. */
  readonly length?: number;
}

/** What a command does: the streams it needs, and a synchronous decision on their newest states. */
export interface Work<Answer> {
  readonly streams: readonly AnyStream[];
  /** May run again when another writer was first, so it has no effects of its own. Throws a DomainError to refuse. */
  decide(tx: Transaction): Answer;
}

export interface Transaction {
  /** The log's time for this command: never earlier than that of any event before it. */
  readonly now: Instant;
  /** Whether this is one of the work's streams. */
  knows(stream: AnyStream): boolean;
  /** The newest state of one of the work's streams, with what this very command has done to it. */
  state<S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>): S;
  /** Lets the stream's decider decide and takes its events; gives them back. */
  execute<S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>, command: C): readonly E[];
}

export interface Result<Answer> {
  readonly answer: Answer;
  /** The log's position once the command was applied. */
  readonly position: number;
  readonly recordedAt: Instant;
  /** Whether the command had been applied before and this is the answer it got then. */
  readonly repeated: boolean;
}
