import { assertPublishedDecision } from '@loyalty/contracts/published';
import type { Decider, DomainEvent } from '@loyalty/ledger';

/** What a decider says to a command, after these events. */
export interface Decision<State, Event> {
  /** Exactly these events, in this order. */
  then(...expected: readonly Event[]): void;
  /** The command changes nothing. */
  thenNothing(): void;
  /** Events that have at least these members. */
  thenLike(...expected: readonly object[]): void;
  /** The command is refused with this code, and these facts if any are given. */
  thenRefused(code: string, facts?: object): void;
  /** The events themselves. */
  readonly events: readonly Event[];
  /** The state that they lead to. */
  readonly state: State;
}

export interface History<State, Command, Event> {
  /** Further events that have happened. */
  events(...happened: readonly Event[]): History<State, Command, Event>;
  /** Further commands that were given; what they caused has happened. */
  commands(...given: readonly Command[]): History<State, Command, Event>;
  when(command: Command): Decision<State, Event>;
}

/**
 * A decider as sentences: `given(order).events(placed).when(pay).then(paid)`. The events go through JSON on their way to
 * the state, as they do through a log. What is decided must be as docs/contracts says, where it says anything.
 */
export function given<State, Command, Event extends DomainEvent>(decider: Decider<State, Command, Event>): History<State, Command, Event> {
  return history(decider, decider.initial);
}

function history<State, Command, Event extends DomainEvent>(decider: Decider<State, Command, Event>, state: State): History<State, Command, Event> {
  const fold = (from: State, events: readonly Event[]) => events.reduce((next, event) => decider.evolve(next, JSON.parse(JSON.stringify(event)) as Event), from);
  return {
    events: (...happened) => history(decider, fold(state, happened)),
    commands: (...commands) => history(decider, commands.reduce((next, command) => fold(next, published(decider.decide(command, next))), state)),
    when: (command) => decision(() => published(decider.decide(command, state)), (events) => fold(state, events)),
  };
}

function published<Event extends DomainEvent>(events: readonly Event[]): readonly Event[] {
  events.forEach(assertPublishedDecision);
  return events;
}

function decision<State, Event>(decide: () => readonly Event[], fold: (events: readonly Event[]) => State): Decision<State, Event> {
  return {
    then: (...expected) => expect(decide()).toEqual(expected),
    thenNothing: () => expect(decide()).toEqual([]),
    thenLike: (...expected) => {
      const events = decide();
      expect(events).toMatchObject(expected);
      expect(events).toHaveLength(expected.length);
    },
    thenRefused: (code, facts = {}) => expect(decide).toThrow(expect.objectContaining({ code, facts: expect.objectContaining(facts) })),
    get events() {
      return decide();
    },
    get state() {
      return fold(decide());
    },
  };
}
