/** What a client expects of a stream: a revision, or one of the words that the protocol writes as negative numbers. */
export type ExpectedState = number;

export const NO_STREAM: ExpectedState = -1;
export const ANY: ExpectedState = -2;
export const EXISTS: ExpectedState = -4;

/** Whether a stream that ends at this revision (-1 when there is none) is as expected. */
export function isAsExpected(expected: ExpectedState, actual: number): boolean {
  if (expected === ANY) return true;
  if (expected === EXISTS) return actual >= 0;
  return expected === actual;
}
