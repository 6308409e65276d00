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

function statesIn(named: ReadonlyMap<string, AnyStream>, read: States['state']): States {
  return {
    state(stream) {
      if (!named.has(stream.name)) throw new StreamsMissing([stream]);
      return read(stream);
    },
    need(streams) {
      const missing = streams.filter(({ name }) => !named.has(name));
      if (missing.length > 0) throw new StreamsMissing(missing);
    },
  };
}

/** A transaction whose streams follow from what it finds: decided again with more of them until it has all. */
export async function transactOn<Answer>(ledger: Ledger, command: Command, first: readonly AnyStream[], decide: (tx: Transaction, states: States) => Answer): Promise<Result<Answer>> {
  const named = new Map(first.map((stream) => [stream.name, stream]));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ledger.transact(command, { streams: [...named.values()], decide: (tx) => decide(tx, statesIn(named, (stream) => tx.state(stream))) });
    } catch (error) {
      if (!(error instanceof StreamsMissing) || attempt === ATTEMPTS_MAX) throw error;
      for (const stream of error.streams) named.set(stream.name, stream);
    }
  }
}

/** The same for a question: on what is durable now, leaving no trace. */
export async function peekOn<Answer>(ledger: Ledger, first: readonly AnyStream[], decide: (states: States) => Answer): Promise<Answer> {
  const named = new Map<string, AnyStream>();
  const states = new Map<string, unknown>();
  for (let wanted = first, attempt = 1; ; attempt += 1) {
    for (const [stream, { state }] of await Promise.all(wanted.map(async (one) => [one, await ledger.peek(one)] as const))) {
      named.set(stream.name, stream);
      states.set(stream.name, state);
    }
    try {
      return decide(statesIn(named, (stream) => states.get(stream.name) as never));
    } catch (error) {
      if (!(error instanceof StreamsMissing) || attempt === ATTEMPTS_MAX) throw error;
      wanted = error.streams;
    }
  }
}
