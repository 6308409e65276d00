/** The promise that was broken: a number of docs/invariants.md, `liveness`, or what docs/contracts says of an event. */
export type Invariant = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 13 | 14 | 15 | 'liveness' | 'contracts';

/** A promise of the house that a simulated run has broken. */
export class Violation extends Error {
  constructor(readonly invariant: Invariant, message: string, readonly facts: Readonly<Record<string, unknown>> = {}) {
    super(message);
  }
}
Object.defineProperty(Violation.prototype, 'name', { value: 'Violation' });

/** Throws a `Violation` unless it is so. */
export function holds(condition: boolean, invariant: Invariant, message: string, facts: Readonly<Record<string, unknown>> = {}): asserts condition {
  if (!condition) throw new Violation(invariant, message, facts);
}
