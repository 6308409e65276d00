import type { DomainError } from '@loyalty/kernel';
import { commandRecorded, revisionConflict, type Commit } from '@loyalty/ledger';
import type { Violation } from '../connection/violation';
import { COMMITS_STREAM, outcomeStream } from './streams';

/**
 * Why the commit can never be written as it is; undefined when only another commit came before it, so that it may follow
 * on that one. A stream that has gone on is told before a command that was answered.
 */
export function refusalOf(violations: readonly Violation[], { outcomes }: Commit): DomainError | undefined {
  const answered = new Map(outcomes.map(({ commandId }) => [outcomeStream(commandId), commandId]));
  const moved = violations.find(({ stream }) => stream !== COMMITS_STREAM && !answered.has(stream));
  if (moved !== undefined) return revisionConflict(moved.stream, moved.expected, moved.actual);
  const repeated = violations.find(({ stream }) => answered.has(stream));
  return repeated === undefined ? undefined : commandRecorded(answered.get(repeated.stream)!);
}
