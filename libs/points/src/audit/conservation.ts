import { BOOK_ACCOUNTS, type Postings } from '@loyalty/contracts';

const KNOWN: ReadonlySet<string> = new Set(BOOK_ACCOUNTS);

/**
 * What is wrong with the postings of an event, or undefined when they leave the books of its wallet in balance. As books
 * begin empty, that is the same as: the sum over all accounts is zero at every position. Invariant 1.
 */
export function conservationFault(data: unknown): string | undefined {
  const postings = (data as { postings?: Postings }).postings ?? {};
  let sum = 0;
  for (const account in postings) {
    const points = postings[account as keyof Postings];
    sum += KNOWN.has(account) && Number.isSafeInteger(points) ? points! : NaN;
  }
  if (sum === 0) return undefined;
  return Number.isNaN(sum) ? 'a posting is no whole number, or to an account there is not' : `the postings add up to ${sum}, not to zero`;
}
