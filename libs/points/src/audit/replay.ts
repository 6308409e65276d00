import { hash } from 'node:crypto';
import type { PointsAccountEvent } from '@loyalty/contracts';
import { corrupt, followLog, parseEventLine, STREAMS_MAX, type FoldedStream, type LogAudit, type Progress, type ProvableLog, type RecordedEvent } from '@loyalty/ledger';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT, type AccountState } from '../domain/account/state';
import { TrialBalance, type BookTotals } from '../queries/trial-balance';

export interface ReplayReport {
  readonly position: number;
  readonly lastRecordedAt: string | undefined;
  readonly streams: number;
  readonly accounts: number;
  readonly readings: number;
  /** How many events there were of each type. */
  readonly events: Readonly<Record<string, number>>;
  readonly wallets: readonly { readonly wallet: string; readonly books: BookTotals; readonly sum: bigint }[];
  /** One value for all states together: two replays that came to the same have the same. */
  readonly digest: string;
}

/** Folds everything up to a position from nothing. Throws the first contradiction it meets, as corruption. */
export async function replayLog(log: ProvableLog, options: { position: number; streamsMax?: number; onProgress?: (progress: Progress) => void }): Promise<ReplayReport> {
  const { position: size, streamsMax = STREAMS_MAX, onProgress } = options;
  const fold = new ReplayFold();
  const { streams, readings } = await followLog(log, {
    size, streamsMax, audit: fold, ...(onProgress ? { onProgress } : {}),
    report({ code, detail, ...place }) {
      throw corrupt(code, `${place.stream ?? 'The log'}: ${detail}`, place);
    },
    open(leaf, reading) {
      const event = parseEventLine(leaf.line);
      if (reading === 1) fold.count(event);
      return event;
    },
  });
  return {
    position: size, lastRecordedAt: fold.lastRecordedAt, streams, accounts: fold.accounts, readings,
    events: Object.fromEntries([...fold.types].sort(([a], [b]) => (a < b ? -1 : 1))),
    wallets: fold.books.totals(), digest: fold.digest(),
  };
}

class ReplayFold implements LogAudit<AccountState> {
  readonly books = new TrialBalance();
  readonly types = new Map<string, number>();
  accounts = 0;
  lastRecordedAt: string | undefined;
  private sum = 0n;

  count(event: RecordedEvent): void {
    this.types.set(event.type, (this.types.get(event.type) ?? 0) + 1);
    this.lastRecordedAt = event.recordedAt;
    if (event.stream.startsWith('pointsAccount-')) this.books.add(event);
  }

  begin(stream: string): AccountState | undefined {
    return stream.startsWith('pointsAccount-') ? NO_ACCOUNT : undefined;
  }

  fold(state: AccountState, event: RecordedEvent): AccountState {
    return evolve(state, event as unknown as PointsAccountEvent);
  }

  /**
   * A sum modulo 2^256 of one SHA-256 for each stream: over its name, its revision and, of an account, its state. A sum
   * does not depend on the order, which differs when a log is read in shares.
   */
  end(streams: Iterable<FoldedStream<AccountState>>): void {
    for (const { stream, revision, state } of streams) {
      if (state !== undefined) this.accounts += 1;
      this.sum += BigInt(`0x${hash('sha256', `${stream}\n${revision}\n${state === undefined ? '' : JSON.stringify(state)}`, 'hex')}`);
    }
  }

  digest(): string {
    return BigInt.asUintN(256, this.sum).toString(16).padStart(64, '0');
  }
}
