import type { Case } from './case';
import type { Check } from './expectations/check';

export interface Verdict {
  readonly id: string;
  readonly k: Case['k'];
  readonly status: 'passed' | 'failed' | 'not applicable';
  /** Why it is not applicable, or what could not be read. */
  readonly reason?: string;
  readonly note?: string;
  readonly checks: readonly Check[];
}
