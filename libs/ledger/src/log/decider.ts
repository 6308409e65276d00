import type { DomainEvent } from './event';
import type { StreamName } from './stream-name';

/**
 * An aggregate as three pure things. `decide` returns the events that a command causes, or throws a DomainError to
 * refuse it; `evolve` is total over every event ever recorded. Neither sees a clock: time is a value in the command.
 * States are plain JSON data and never changed in place.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
  /** Raised by one whenever the shape of `State` changes; snapshots of another shape are not used. */
  readonly stateVersion: number;
  /** Whether little is to be expected of a stream in this state, so that memory is not spent on it. Left out: never. */
  atRest?(state: State): boolean;
}

/** One stream together with the decider that gives its events a meaning. */
export interface StreamOf<State, Command, Event extends DomainEvent> {
  readonly name: StreamName;
  readonly decider: Decider<State, Command, Event>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of streams mixes deciders of every kind
export type AnyStream = StreamOf<any, any, any>;
