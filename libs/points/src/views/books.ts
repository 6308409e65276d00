import { BOOK_ACCOUNTS, type BookAccount, type PointsAccountEvent } from '@loyalty/contracts';
import type { Projection } from '@loyalty/views';

/** The books of one wallet over all members, as decimal text: the sums may pass what a number holds exactly. */
export type BooksDocument = { readonly wallet: string; readonly events: number } & Readonly<Record<BookAccount, string>>;

/** The running trial balance of each wallet. */
export const booksView: Projection<BooksDocument> = {
  name: 'points_books',
  version: 1,
  categories: ['pointsAccount'],
  indexes: [],
  keysOf: (event) => [(event.data as PointsAccountEvent['data']).wallet],
  project(doc, event, wallet) {
    const { postings } = event.data as PointsAccountEvent['data'];
    const sums = Object.fromEntries(BOOK_ACCOUNTS.map((account) => [account, postings[account] === undefined && doc !== undefined ? doc[account] : String(BigInt(doc?.[account] ?? 0) + BigInt(postings[account] ?? 0))]));
    return { wallet, events: (doc?.events ?? 0) + 1, ...(sums as Record<BookAccount, string>) };
  },
};
