import { BOOK_ACCOUNTS, type BookAccount, type Postings } from '@loyalty/contracts';
import type { BookTotals } from '../queries/trial-balance';

/** The books of wallets added up at the speed of plain numbers, exact however large they become. */
export class RunningBooks {
  private readonly wallets = new Map<string, { readonly carried: BookTotals; readonly running: Record<BookAccount, number> }>();

  add(wallet: string, postings: Postings): void {
    const { carried, running } = this.wallets.get(wallet) ?? this.begin(wallet);
    for (const name in postings) {
      const account = name as BookAccount;
      const sum = running[account] + postings[account]!;
      if (Number.isSafeInteger(sum)) {
        running[account] = sum;
      } else {
        carried[account] += BigInt(running[account]);
        running[account] = postings[account]!;
      }
    }
  }

  /** Totals by wallet, in order of the wallets' ids. */
  totals(): readonly { readonly wallet: string; readonly books: BookTotals; readonly sum: bigint }[] {
    return [...this.wallets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([wallet, { carried, running }]) => {
      const books = Object.fromEntries(BOOK_ACCOUNTS.map((name) => [name, carried[name] + BigInt(running[name])])) as BookTotals;
      return { wallet, books, sum: Object.values(books).reduce((sum, value) => sum + value, 0n) };
    });
  }

  private begin(wallet: string) {
    const empty = <T>(zero: T) => Object.fromEntries(BOOK_ACCOUNTS.map((name) => [name, zero])) as Record<BookAccount, T>;
    const books = { carried: empty(0n), running: empty(0) };
    this.wallets.set(wallet, books);
    return books;
  }
}
