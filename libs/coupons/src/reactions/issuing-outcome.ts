import { APPLIED, DUPLICATE, ignored, type Outcome } from '@loyalty/messaging';
import type { Issued } from '../application/issuing/issue-by-rule';

/** What an event led to, of which several coupons may have come. */
export function outcomeOfIssuing(issued: readonly Issued[]): Outcome {
  if (issued.includes('now')) return APPLIED;
  return issued.includes('before') ? DUPLICATE : ignored('nothing_to_issue');
}
