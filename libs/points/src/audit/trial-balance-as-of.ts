import { BOOK_ACCOUNTS, type BookAccount, type PointsAccountEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { corrupt, followLog, parseEventLine, STREAMS_MAX, type FoldedStream, type LogAudit, type Progress, type ProvableLog, type RecordedEvent } from '@loyalty/ledger';
import type { AccountId } from '../domain/account/commands';
import { settledAt } from '../domain/account/due';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT, type AccountState } from '../domain/account/state';
import type { BookTotals } from '../queries/trial-balance';

export interface TrialBalanceTimes {
  /** What counts until then; a wallet has its own end of a day. */
  asOf(wallet: string): Instant;
  /** Positions up to this one were known. */
  readonly knownPosition: number;
  readonly streamsMax?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface WalletBooks {
  readonly wallet: string;
  readonly asOf: Instant;
  readonly books: BookTotals;
  readonly sum: bigint;
}

/**
 * The books of every wallet as of a business time: the sum of what `balanceAsOf` says of each account, so with all that
 * the clock had brought about by then, written down or not.
 */
export async function trialBalanceAsOf(log: ProvableLog, times: TrialBalanceTimes): Promise<readonly WalletBooks[]> {
  const fold = new FoldAsOf(times);
  await followLog(log, {
    size: times.knownPosition, streamsMax: times.streamsMax ?? STREAMS_MAX, audit: fold, ...(times.onProgress ? { onProgress: times.onProgress } : {}),
    open: (leaf) => parseEventLine(leaf.line),
    report({ code, detail, ...place }) {
      throw corrupt(code, `${place.stream ?? 'The log'}: ${detail}`, place);
    },
  });
  return fold.wallets();
}

interface Folded {
  readonly id: AccountId | undefined;
  readonly account: AccountState;
}

class FoldAsOf implements LogAudit<Folded> {
  private readonly totals = new Map<string, BookTotals>();

  constructor(private readonly times: TrialBalanceTimes) {}

  begin(stream: string): Folded | undefined {
    return stream.startsWith('pointsAccount-') ? { id: undefined, account: NO_ACCOUNT } : undefined;
  }

  fold(state: Folded, event: RecordedEvent): Folded {
    const { wallet, memberId } = event.data as AccountId;
    if (event.effectiveAt > this.times.asOf(wallet)) return state;
    return { id: state.id ?? { wallet, memberId }, account: evolve(state.account, event as unknown as PointsAccountEvent) };
  }

  end(streams: Iterable<FoldedStream<Folded>>): void {
    for (const { state } of streams) {
      if (state?.id === undefined) continue;
      const { id } = state;
      const { books } = settledAt(id, state.account, this.times.asOf(id.wallet));
      const totals = this.totals.get(id.wallet) ?? (Object.fromEntries(BOOK_ACCOUNTS.map((name) => [name, 0n])) as BookTotals);
      for (const name of BOOK_ACCOUNTS) totals[name] += BigInt(books[name as BookAccount]);
      this.totals.set(id.wallet, totals);
    }
  }

  wallets(): readonly WalletBooks[] {
    return [...this.totals].sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([wallet, books]) => ({ wallet, asOf: this.times.asOf(wallet), books, sum: Object.values(books).reduce((sum, value) => sum + value, 0n) }));
  }
}
