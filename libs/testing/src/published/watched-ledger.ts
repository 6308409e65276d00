import { assertPublishedEvent } from '@loyalty/contracts/published';
import { Ledger, type Transaction } from '@loyalty/ledger';

/**
 * From now on every ledger of this process holds what is decided against docs/contracts, and tells what is not so. It
 * does not throw: a reaction would park it, a door would answer it.
 */
export function watchLedgers(tell: (error: unknown) => void): void {
  const { transact } = Ledger.prototype;
  Ledger.prototype.transact = function (command, { streams, decide }) {
    return transact.call(this, command, { streams, decide: (tx: Transaction) => decide(watched(tx, tell)) }) as never;
  };
}

function watched(tx: Transaction, tell: (error: unknown) => void): Transaction {
  return {
    now: tx.now,
    knows: (stream) => tx.knows(stream),
    state: (stream) => tx.state(stream),
    execute(stream, command) {
      const events = tx.execute(stream, command);
      for (const event of events) look(() => assertPublishedEvent({ stream: stream.name, type: event.type, data: event.data }), tell);
      return events;
    },
  };
}

function look(check: () => void, tell: (error: unknown) => void): void {
  try {
    check();
  } catch (error) {
    tell(error);
  }
}
