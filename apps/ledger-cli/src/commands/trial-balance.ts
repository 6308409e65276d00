import type { Wallet } from '@loyalty/contracts';
import { FAR_FUTURE, invalid } from '@loyalty/kernel';
import { leavesBetween, parseEventLine, positionAt, STREAMS_MAX, type ProvableLog } from '@loyalty/ledger';
import { TrialBalance, trialBalanceAsOf, type BookTotals } from '@loyalty/points';
import { untilOf } from '../dates';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { booksTable } from '../output/books-table';
import { progressOf } from '../output/progress';
import type { Settings } from '../settings';
import { withStore } from '../store/open-store';
import { allWallets } from '../store/wallets';

export interface TrialBalanceOptions {
  readonly position?: number;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly streams?: number;
  readonly progress?: boolean;
}

type Wallets = ReadonlyMap<string, Wallet>;
type Totals = readonly { readonly wallet: string; readonly books: BookTotals; readonly sum: bigint }[];

/** The books of every wallet, at a position as they were written or at a date as they stood. */
export function trialBalance(io: Io, settings: Settings, options: TrialBalanceOptions): Promise<Answer> {
  if (options.position !== undefined && options.asOf !== undefined) throw invalid('options_contradict', 'Either --position or --as-of', {});
  if (options.knownAt !== undefined && options.asOf === undefined) throw invalid('options_contradict', '--known-at goes with --as-of', {});
  return withStore(settings.store, async (store) => {
    const [log, { streams }] = [await store.log(), store];
    const wallets = await allWallets(streams);
    const bar = progressOf(io, options.progress !== false);
    try {
      const position = Math.min(options.position ?? log.size(), log.size());
      const totals = options.asOf === undefined ? atPosition(log, position, bar) : await asOf(log, wallets, { ...options, asOf: options.asOf }, bar);
      bar.stop();
      const when = options.asOf === undefined ? `at position ${position}, as written` : `as of ${options.asOf}, with what the clock had brought about by then`;
      const zero = totals.every(({ sum }) => sum === 0n);
      const text = `Trial balance ${when}\n${booksTable(totals, wallets, io.forPeople)}\n`;
      return { exitCode: zero ? EXIT.clean : EXIT.balance, json: { ok: zero, ...(options.asOf === undefined ? { position } : { asOf: options.asOf }), wallets: totals }, text };
    } finally {
      bar.stop();
    }
  });
}

function atPosition(log: ProvableLog, position: number, bar: ReturnType<typeof progressOf>): Totals {
  const books = new TrialBalance();
  for (const leaf of leavesBetween(log, 0, position)) {
    if (leaf.stream.startsWith('pointsAccount-')) books.add(parseEventLine(leaf.line));
    if (leaf.position % 1_000 === 0) bar.tell({ reading: 1, position: leaf.position, size: position });
  }
  return books.totals();
}

/** A plain date ends at another moment in each wallet's zone. */
async function asOf(log: ProvableLog, wallets: Wallets, options: TrialBalanceOptions & { readonly asOf: string }, bar: ReturnType<typeof progressOf>): Promise<Totals> {
  const zones = new Map([...wallets.values()].map(({ wallet, zone }) => [wallet, untilOf(options.asOf, zone)]));
  const known = options.knownAt === undefined ? FAR_FUTURE : untilOf(options.knownAt, zoneOfAll(wallets));
  return trialBalanceAsOf(log, {
    asOf: (wallet) => zones.get(wallet) ?? untilOf(options.asOf, 'UTC'),
    knownPosition: known === FAR_FUTURE ? log.size() : positionAt(log, known),
    streamsMax: options.streams ?? STREAMS_MAX,
    onProgress: (progress) => bar.tell(progress),
  });
}

/** One moment for the whole log: the zone that all wallets share, else UTC. */
function zoneOfAll(wallets: Wallets): string {
  const zones = new Set([...wallets.values()].map(({ zone }) => zone));
  return zones.size === 1 ? [...zones][0]! : 'UTC';
}
