import type { AppendReceipt, Commit, EventStore } from '@loyalty/ledger';

const LATER_MS = 15;

/**
 * The bite `early-answer`: a store that answers an append at once and writes it a little later, as a cache would that
 * nobody flushes. Everything works until the process dies.
 */
export function answeringEarly(store: EventStore, head: number): EventStore {
  let position = head;
  let writing: Promise<unknown> = Promise.resolve();
  const append = async (commit: Commit): Promise<AppendReceipt> => {
    const basePosition = position;
    position += commit.events.length;
    writing = writing.then(() => new Promise((resolve) => setTimeout(resolve, LATER_MS))).then(() => store.append(commit));
    return { basePosition };
  };
  return {
    logId: store.logId,
    append,
    readStream: (stream, options) => writing.then(() => store.readStream(stream, options)),
    readAll: (options) => store.readAll(options),
    subscribe: (options) => store.subscribe(options),
    outcomes: (ids) => store.outcomes(ids),
    head: () => store.head(),
    readSnapshot: (stream) => store.readSnapshot(stream),
    writeSnapshots: async () => undefined,
    close: () => writing.then(() => store.close()),
  };
}
