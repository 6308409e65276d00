import { BOOK_ACCOUNTS, type Wallet } from '@loyalty/contracts';
import type { BookTotals } from '@loyalty/points';
import { shownPoints, table } from './table';

/** The books of each wallet, a column a wallet, and the line that must be zero. */
export function booksTable(wallets: readonly { readonly wallet: string; readonly books: BookTotals; readonly sum: bigint }[], definitions: ReadonlyMap<string, Pick<Wallet, 'scale'>>, forPeople: boolean): string {
  if (wallets.length === 0) return 'No wallet has moved.';
  const scaleOf = (wallet: string) => definitions.get(wallet)?.scale ?? 0;
  const columns = [{ title: 'books' }, ...wallets.map(({ wallet }) => ({ title: wallet, right: true }))];
  const rows = BOOK_ACCOUNTS.map((account) => [account, ...wallets.map(({ wallet, books }) => shownPoints(books[account], scaleOf(wallet)))]);
  return table(columns, [...rows, ['sum', ...wallets.map(({ wallet, sum }) => shownPoints(sum, scaleOf(wallet)))]], forPeople);
}
