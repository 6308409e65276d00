import type { AnyStream } from '../log/decider';
import type { RecordedEvent } from '../log/event';
import type { EventStore } from '../log/event-store';
import { corrupt } from '../log/errors';
import type { CachedStream, Folded } from './state-cache';

const PAGE = 1_000;

/** Folds a stream from its snapshot, or from its start, up to its head. */
export async function foldStream(store: EventStore, stream: AnyStream): Promise<CachedStream> {
  const snapshot = await store.readSnapshot(stream.name);
  const usable = snapshot?.stateVersion === stream.decider.stateVersion ? snapshot : undefined;
  let folded: Folded = usable
    ? { state: JSON.parse(usable.state), revision: usable.revision }
    : { state: stream.decider.initial, revision: 0 };
  for (;;) {
    const page = await store.readStream(stream.name, { after: folded.revision, limit: PAGE });
    folded = foldEvents(stream, folded, page);
    if (page.length < PAGE) break;
  }
  return { stream, latest: folded, durable: folded, snapshot: { revision: usable?.revision ?? 0, length: usable?.state.length ?? 0 } };
}

/** Goes on folding; a revision that does not follow is `revision_gap`, for then the stream is not whole. */
export function foldEvents(stream: AnyStream, from: Folded, events: readonly RecordedEvent[]): Folded {
  let { state, revision } = from;
  for (const event of events) {
    if (event.revision !== revision + 1) {
      throw corrupt('revision_gap', `${stream.name} goes from revision ${revision} to ${event.revision}`, { stream: stream.name, after: revision, found: event.revision });
    }
    state = stream.decider.evolve(state, event);
    revision = event.revision;
  }
  return { state, revision };
}
