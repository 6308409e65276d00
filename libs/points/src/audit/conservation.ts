import { BOOK_ACCOUNTS, type Postings } from '@loyalty/contracts';
import type { RecordedEvent, Report } from '@loyalty/ledger';

const KNOWN: ReadonlySet<string> = new Set(BOOK_ACCOUNTS);

/**
 * Whether the postings of an event leave the books of its wallet in balance. As they begin empty, that is the same as:
 * the sum over all accounts is zero at every position. Invariant 1.
 */
export function auditPostings({ position, stream, data }: RecordedEvent, report: Report): boolean {
  const postings = (data as { postings?: Postings }).postings ?? {};
  let sum = 0;
  for (const account in postings) {
    const points = postings[account as keyof Postings];
    sum += KNOWN.has(account) && Number.isSafeInteger(points) ? points! : NaN;
  }
  if (sum === 0) return true;
  report({ code: 'conservation_broken', position, stream, detail: Number.isNaN(sum) ? 'a posting is no whole number, or to an account there is not' : `the postings add up to ${sum}, not to zero` });
  return false;
}
