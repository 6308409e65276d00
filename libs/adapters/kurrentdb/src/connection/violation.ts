import type { AppendConsistencyViolationError } from '@kurrent/kurrentdb-client';

/** A stream that was not where an append expected it; revisions count from 1, 0 is a stream without records. */
export interface Violation {
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;
}

/** What the server found otherwise than expected; undefined for any other error. */
export function violationsOf(error: unknown): readonly Violation[] | undefined {
  const { type, violations } = error as Partial<AppendConsistencyViolationError>;
  if (type !== 'append-consistency-violation' || violations === undefined) return undefined;
  return violations.map(({ streamName, expectedState, actualState }) => ({ stream: streamName, expected: revisionOf(expectedState), actual: revisionOf(actualState) }));
}

function revisionOf(state: bigint | string | undefined): number {
  return typeof state === 'bigint' ? Number(state) + 1 : 0;
}
