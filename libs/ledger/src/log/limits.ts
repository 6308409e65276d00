import { invalid } from '@loyalty/kernel';
import type { Commit } from './event-store';
import { assertStreamName } from './stream-name';

/** One event's data, as JSON text. */
export const EVENT_LENGTH_MAX = 1024 * 1024 + 256 * 1024;
/** Events in one commit, and answers to commands. */
export const COMMIT_EVENTS_MAX = 100_000;
export const COMMAND_ID_LENGTH_MAX = 256;

const EVENT_TYPE = /^[a-z][a-z0-9_.]{0,79}\.v[1-9][0-9]{0,2}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Refuses what no adapter has to store: `commit_too_large`, `event_type_invalid`, `stream_name_invalid`, `instant_invalid`. */
export function assertCommitFits({ events, outcomes, recordedAt }: Commit): void {
  if (!INSTANT.test(recordedAt)) throw invalid('instant_invalid', 'A commit is recorded at no instant', {});
  if (events.length > COMMIT_EVENTS_MAX || outcomes.length > COMMIT_EVENTS_MAX) {
    throw invalid('commit_too_large', `A commit takes at most ${COMMIT_EVENTS_MAX} events and as many answers`, { events: events.length, outcomes: outcomes.length, limit: COMMIT_EVENTS_MAX });
  }
  for (const { stream, type, effectiveAt } of events) {
    assertStreamName(stream);
    if (!EVENT_TYPE.test(type)) throw invalid('event_type_invalid', `"${type.slice(0, 80)}" is not a versioned event type`, { type: type.slice(0, 80) });
    if (!INSTANT.test(effectiveAt)) throw invalid('instant_invalid', `An event of ${stream} takes effect at no instant`, { stream, type });
  }
}

/** Refuses an event whose line is longer than every adapter takes: `event_too_large`. */
export function assertLineFits(line: string, stream: string): void {
  if (line.length > EVENT_LENGTH_MAX) {
    throw invalid('event_too_large', `An event of ${stream} has ${line.length} characters`, { stream, length: line.length, limit: EVENT_LENGTH_MAX });
  }
}

/** A page has room for at least one event, or nobody would ever get on: `limit_invalid`. */
export function assertLimit(limit: number): void {
  if (!(limit >= 1)) throw invalid('limit_invalid', 'A page has room for at least one event', { limit });
}
