import { jsonEvent, STREAM_STATE, type AppendRecordInput, type ConsistencyCheck } from '@kurrent/kurrentdb-client';
import { laterOf } from '@loyalty/kernel';
import { assertLineFits, commandRecorded, eventLine, leafHash, revisionConflict, type Commit } from '@loyalty/ledger';
import { COMMIT_TYPE, commitRecord } from './commit-record';
import type { LogEnd } from './log-end';
import { COMMITS_STREAM, outcomeStream } from './streams';

/** A commit as it would be written after a certain end of the log. Sent again it is the same, with the same ids. */
export interface Attempt {
  readonly records: AppendRecordInput[];
  readonly checks: ConsistencyCheck[];
  /** Streams that the server would take for another of the commit, so they are not among the checks; with their revisions. */
  readonly unchecked: ReadonlyMap<string, number>;
  /** Id of the commit's own record: where it is found, this attempt was written. */
  readonly id: string;
  readonly basePosition: number;
  readonly end: LogEnd;
}

export const OUTCOME_TYPE = 'ledger.answered.v1';

/**
 * Lays out a commit: events in order, outcomes, and last the commit's record. Positions, the tree and the time go on
 * from `end`, which the check on the stream of commits makes sure of. Throws `revision_conflict` for a gap within the
 * commit, `command_recorded` for an id twice in it, `event_not_json`, `event_too_large`.
 */
export function attemptAfter(end: LogEnd, commit: Commit, newId: () => string): Attempt {
  const recordedAt = laterOf(commit.recordedAt, end.recordedAt ?? commit.recordedAt);
  const tree = end.tree.copy();
  const records: AppendRecordInput[] = [];
  const write = (streamName: string, type: string, data: unknown, id = newId()) => records.push({ streamName, record: jsonEvent({ id, type, data: data as Record<string, unknown> }) });
  for (const event of commit.events) {
    const line = eventLine(tree.size + 1, recordedAt, event);
    assertLineFits(line, event.stream);
    tree.append(leafHash(line));
    // Read from its line, so that nobody can change it any more before the driver writes it: which gives the line again.
    write(event.stream, event.type, JSON.parse(line));
  }
  for (const { eventsBefore, ...outcome } of commit.outcomes) {
    write(outcomeStream(outcome.commandId), OUTCOME_TYPE, { ...outcome, position: end.tree.size + eventsBefore, recordedAt });
  }
  const id = newId();
  const number = end.number + 1;
  write(COMMITS_STREAM, COMMIT_TYPE, commitRecord(number, commit.events.length, recordedAt, tree), id);
  return { records, ...checksOf(commit, end.number), id, basePosition: end.tree.size, end: { number, recordedAt, tree } };
}

function checksOf(commit: Commit, commits: number): Pick<Attempt, 'checks' | 'unchecked'> {
  const revisions = expectedRevisions(commit);
  const checks: ConsistencyCheck[] = [];
  const unchecked = new Map<string, number>();
  // The server refuses two checks on names that differ in capitals only.
  const names = new Set<string>();
  for (const [stream, revision] of [...revisions, ...outcomesExpected(commit), [COMMITS_STREAM, commits] as const]) {
    const name = stream.toLowerCase();
    if (names.has(name)) unchecked.set(stream, revision);
    else checks.push({ type: STREAM_STATE, streamName: stream, expectedState: revision === 0 ? 'no_stream' : BigInt(revision - 1) });
    names.add(name);
  }
  return { checks, unchecked };
}

/** The revision at which each stream must be, for the events to follow on it and the decisions to hold. */
function expectedRevisions({ events, reads = [] }: Commit): Map<string, number> {
  const expected = new Map<string, number>();
  const last = new Map<string, number>();
  for (const { stream, revision } of events) {
    const before = last.get(stream);
    if (before === undefined) expected.set(stream, revision - 1);
    else if (revision !== before + 1) throw revisionConflict(stream, revision - 1, before);
    last.set(stream, revision);
  }
  for (const { stream, revision } of reads) {
    const written = expected.get(stream);
    if (written !== undefined && written !== revision) throw revisionConflict(stream, revision, written);
    expected.set(stream, revision);
  }
  return expected;
}

function outcomesExpected({ outcomes }: Commit): Map<string, number> {
  const expected = new Map<string, number>();
  for (const { commandId } of outcomes) {
    const stream = outcomeStream(commandId);
    if (expected.has(stream)) throw commandRecorded(commandId);
    expected.set(stream, 0);
  }
  return expected;
}
