import { categoryOf, type AnyStream, type Decider, type DomainEvent, type Ledger, type StreamOf, type Transaction } from '@loyalty/ledger';
import { proxied } from '@loyalty/testing/simulator';

type AnyDecider = AnyStream['decider'];

/** The ledger with another decider for the streams of one category, so that a rule of the domain can be broken from outside. */
export function withDecider(ledger: Ledger, category: string, change: (decider: AnyDecider) => AnyDecider): Ledger {
  const changed = new Map<AnyDecider, AnyDecider>();
  const replace = <S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>): StreamOf<S, C, E> => {
    if (categoryOf(stream.name) !== category) return stream;
    let decider = changed.get(stream.decider);
    if (decider === undefined) changed.set(stream.decider, (decider = change(stream.decider)));
    return { name: stream.name, decider: decider as Decider<S, C, E> };
  };
  return proxied(ledger, {
    peek: (stream) => ledger.peek(replace(stream)),
    transact: (command, work) => ledger.transact(command, { streams: work.streams.map(replace), decide: (tx) => work.decide(seenThrough(tx, replace)) }),
  });
}

function seenThrough(tx: Transaction, replace: <S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>) => StreamOf<S, C, E>): Transaction {
  return { now: tx.now, knows: (stream) => tx.knows(stream), state: (stream) => tx.state(replace(stream)), execute: (stream, command) => tx.execute(replace(stream), command) };
}
