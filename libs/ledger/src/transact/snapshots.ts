import type { Snapshot } from '../log/event-store';
import type { CachedStream } from './state-cache';

/** Fewest events between two snapshots of a stream. */
const EVENTS_MIN = 256;
/** A snapshot of this many characters must be earned by one more event, so that writing them costs a bounded share. */
const CHARACTERS_PER_EVENT = 400;

/**
 * Snapshots of those streams that have grown enough since their last one. Folding a stream then takes a bounded number
 * of events however long it is, and a large state is not written again for every few events.
 */
export function dueSnapshots(entries: readonly CachedStream[]): Snapshot[] {
  const due: Snapshot[] = [];
  for (const entry of entries) {
    const { revision } = entry.durable;
    const grown = revision - entry.snapshot.revision;
    if (grown < EVENTS_MIN || grown < entry.snapshot.length / CHARACTERS_PER_EVENT) continue;
    const state = JSON.stringify(entry.durable.state);
    entry.snapshot = { revision, length: state.length };
    due.push({ stream: entry.stream.name, revision, stateVersion: entry.stream.decider.stateVersion, state });
  }
  return due;
}
