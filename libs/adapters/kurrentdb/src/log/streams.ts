import { sha256Hex } from '@loyalty/kernel';
import type { LogFilter } from '../connection/requests';

/*
 * Events are in streams of their own names. What else the log needs is in streams whose names hold a colon before the
 * first hyphen, which no category does.
 */

/** Holds one record: the id of the log. */
export const LOG_STREAM = 'ledger:log';
/** A record for each commit, written with it and last: what makes all commits of all writers one sequence. */
export const COMMITS_STREAM = 'ledger:commits';

/** Words of writers that keep coming late. */
export const WAITING_STREAM = 'ledger:waiting';

/** A stream for each command: that it is new is what keeps a command from being answered twice. */
export function outcomeStream(commandId: string): string {
  return `ledger:outcome-${sha256Hex(commandId)}`;
}

/** What names of streams of snapshots begin with; the name of the stream follows. */
export const SNAPSHOT_STREAMS = 'ledger:snapshot-';

export function snapshotStream(stream: string): string {
  return `${SNAPSHOT_STREAMS}${stream}`;
}

export function notaryStream(notary: string): string {
  return `ledger:notary-${notary}`;
}

/** Commits and the events of these categories, or of all; the server sends nothing else. */
export function filterFor(categories: readonly string[] | undefined): LogFilter {
  if (categories === undefined) return { pattern: `${COMMITS_STREAM}$|[a-z][A-Za-z]{0,39}-` };
  return { prefixes: [COMMITS_STREAM, ...categories.map((category) => `${category}-`)] };
}
