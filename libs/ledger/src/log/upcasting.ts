import { invalid } from '@loyalty/kernel';
import type { RecordedEvent } from './event';
import type { EventStore, Page } from './event-store';

/** Turns the data of an older version of an event into that of the next one. Total and pure. */
export interface Upcaster {
  readonly from: string;
  readonly to: string;
  upcast(data: unknown): unknown;
}

/** Brings an event to the newest version that the upcasters know; the stored bytes stay as they are. */
export function upcast(event: RecordedEvent, upcasters: ReadonlyMap<string, Upcaster>): RecordedEvent {
  let current = event;
  for (let step = upcasters.get(current.type); step !== undefined; step = upcasters.get(current.type)) {
    current = { ...current, type: step.to, data: step.upcast(current.data) };
  }
  return current;
}

/**
 * The same store, read through upcasters: whoever folds or projects sees only newest versions. Throws
 * `upcaster_invalid` when two upcasters start from one version, or a chain of them never ends.
 */
export function withUpcasting(store: EventStore, list: readonly Upcaster[]): EventStore {
  if (list.length === 0) return store;
  const upcasters = chains(list);
  const page = ({ events, through }: Page): Page => ({ events: events.map((event) => upcast(event, upcasters)), through });
  return {
    logId: store.logId,
    ...(store.shared === undefined ? {} : { shared: store.shared }),
    append: (commit) => store.append(commit),
    readStream: async (stream, options) => (await store.readStream(stream, options)).map((event) => upcast(event, upcasters)),
    readAll: async (options) => page(await store.readAll(options)),
    subscribe: async function* (options) {
      for await (const next of store.subscribe(options)) yield page(next);
    },
    outcomes: (ids) => store.outcomes(ids),
    head: () => store.head(),
    readSnapshot: (stream) => store.readSnapshot(stream),
    writeSnapshots: (snapshots) => store.writeSnapshots(snapshots),
    close: () => store.close(),
  };
}

function chains(list: readonly Upcaster[]): ReadonlyMap<string, Upcaster> {
  const upcasters = new Map(list.map((upcaster) => [upcaster.from, upcaster]));
  if (upcasters.size < list.length) throw invalid('upcaster_invalid', 'Two upcasters start from one version', { from: list.map(({ from }) => from) });
  for (const { from } of list) {
    let steps = 0;
    for (let step = upcasters.get(from); step !== undefined; step = upcasters.get(step.to)) {
      if ((steps += 1) > list.length) throw invalid('upcaster_invalid', `The upcasters from ${from} never end`, { from });
    }
  }
  return upcasters;
}
