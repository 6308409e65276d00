import type { Call } from './test-service';

/** A request that is refused as a whole, and how. */
export interface BadRequest extends Omit<Call, 'key'> {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Its Idempotency-Key; left out, one of its own; empty, none. */
  readonly key?: string;
  readonly status: number;
  readonly code: string;
  /** What the problem names: the JSON pointer of a field, or the name of a parameter. */
  readonly field?: string;
}
