import type { AnyStream, Command, Ledger, Result, StreamOf, Transaction, DomainEvent } from '@loyalty/ledger';

/** States that a decision looks at. What is not there is asked for, all at once where that can be told. */
export interface States {
  state<S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>): S;
  /** Throws unless all of them are there. */
  need(streams: readonly AnyStream[]): void;
}

/** A decision turned out to need further streams. No answer, so nothing is recorded and it may be asked again. */
class StreamsMissing extends Error {
  constructor(readonly streams: readonly AnyStream[]) {
    super('Further streams are needed');
  }
}

/** Every attempt knows more streams than the one before: codes, then their holders and campaigns, then attempts. */
const ATTEMPTS_MAX = 12;

function statesOf(knows: (stream: AnyStream) => boolean, read: States['state']): States {
  return {
    state(stream) {
      if (!knows(stream)) throw new StreamsMissing([stream]);
      return read(stream);
    },
    need(streams) {
      if (!streams.every(knows)) throw new StreamsMissing(streams.filter((stream) => !knows(stream)));
    },
  };
}

/** A transaction whose streams follow from what it finds: decided again with more of them until it has all. */
export async function transactOn<Answer>(ledger: Ledger, command: Command, first: readonly AnyStream[], decide: (tx: Transaction, states: States) => Answer): Promise<Result<Answer>> {
  for (let streams = first, attempt = 1; ; attempt += 1) {
    try {
      return await ledger.transact(command, { streams, decide: (tx) => decide(tx, statesOf((stream) => tx.knows(stream), (stream) => tx.state(stream))) });
    } catch (error) {
      if (!(error instanceof StreamsMissing) || attempt === ATTEMPTS_MAX) throw error;
      streams = [...streams, ...error.streams];
    }
  }
}

/** The same for a question: on what is durable now, leaving no trace. */
export async function peekOn<Answer>(ledger: Ledger, first: readonly AnyStream[], decide: (states: States) => Answer): Promise<Answer> {
  const states = new Map<string, unknown>();
  for (let wanted = first, attempt = 1; ; attempt += 1) {
    for (const [name, { state }] of await Promise.all(wanted.map(async (stream) => [stream.name, await ledger.peek(stream)] as const))) states.set(name, state);
    try {
      return decide(statesOf(({ name }) => states.has(name), ({ name }) => states.get(name) as never));
    } catch (error) {
      if (!(error instanceof StreamsMissing) || attempt === ATTEMPTS_MAX) throw error;
      wanted = error.streams;
    }
  }
}
