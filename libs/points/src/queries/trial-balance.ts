import { BOOK_ACCOUNTS, type BookAccount, type Postings } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';

/** Sums of the books of one wallet; exact however many accounts there are. */
export type BookTotals = Record<BookAccount, bigint>;

/** Adds up the books of every wallet over a stretch of the log. The sum over one wallet's accounts is zero at every position. */
export class TrialBalance {
  private readonly wallets = new Map<string, BookTotals>();

  /** Takes an event in; events that move no points are passed over. */
  add(event: RecordedEvent): void {
    const { wallet, postings } = event.data as { wallet?: string; postings?: Postings };
    if (wallet === undefined || postings === undefined) return;
    const totals = this.wallets.get(wallet) ?? emptyTotals();
    for (const account of BOOK_ACCOUNTS) totals[account] += BigInt(postings[account] ?? 0);
    this.wallets.set(wallet, totals);
  }

  /** Totals by wallet, in order of the wallets' ids. */
  totals(): readonly { readonly wallet: string; readonly books: BookTotals; readonly sum: bigint }[] {
    return [...this.wallets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([wallet, books]) => ({ wallet, books, sum: Object.values(books).reduce((sum, value) => sum + value, 0n) }));
  }
}

function emptyTotals(): BookTotals {
  return Object.fromEntries(BOOK_ACCOUNTS.map((account) => [account, 0n])) as BookTotals;
}
