import type { EarningProgram, PendingPolicy, Reference } from '@loyalty/contracts';
import { addDays } from '@loyalty/kernel';
import type { Ledger, StreamOf, Transaction } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { Earn } from '../domain/account/commands';
import { directoryStream } from '../domain/directory/directory';
import { evaluateEarning, type Award } from '../domain/earning/evaluate';
import type { Occasion } from '../domain/earning/occasion';
import { programStream } from '../domain/earning/program';
import type { OrderAward } from '../domain/order/order-record';
import { known, walletStream } from '../domain/wallet/wallet';

/** Everything that earning for a member may need: the programmes, the wallets they pay into, the member's accounts. */
export interface EarningStreams {
  readonly programs: readonly ReturnType<typeof programStream>[];
  readonly wallets: readonly string[];
  readonly all: readonly StreamOf<never, never, never>[];
}

/** Finds the running programmes and their wallets; a programme published a moment later counts from the next occasion on. */
export async function earningStreams(ledger: Ledger, memberId: string): Promise<EarningStreams> {
  const { state } = await ledger.peek(directoryStream);
  const programs = state.programs.map(programStream);
  const current = await Promise.all(programs.map(async (stream) => (await ledger.peek(stream)).state.current));
  const wallets = [...new Set(current.flatMap((one) => one?.rules.map(({ wallet }) => wallet) ?? []))];
  const accounts = wallets.flatMap((wallet) => [walletStream(wallet), accountStream({ wallet, memberId })]);
  return { programs, wallets, all: [...programs, ...accounts] as unknown as EarningStreams['all'] };
}

/**
 * Lets every running programme give what its rules say, one lot for each programme and wallet. `happened` names what has
 * come about already of that which points may wait for. An account that is frozen for earning gets nothing.
 */
export function earnForOccasion(tx: Transaction, streams: EarningStreams, memberId: string, occasion: Occasion, source: Reference, happened: readonly string[] = []): OrderAward[] {
  const awards: OrderAward[] = [];
  // An order is one order, whichever programme sees it first.
  const ordersBefore = new Map(streams.wallets.map((wallet) => [wallet, tx.state(accountStream({ wallet, memberId })).orders]));
  for (const stream of streams.programs) {
    const { current: program, ended } = tx.state(stream);
    if (program === undefined || ended) continue;
    for (const wallet of streams.wallets) {
      const account = accountStream({ wallet, memberId });
      const state = tx.state(account);
      const history = { usage: state.usage, orders: ordersBefore.get(wallet)! };
      const award = state.frozen.earning ? undefined : evaluateEarning(program, wallet, occasion, history);
      if (award === undefined || award.points === 0) continue;
      const earn = earning(tx, program, wallet, memberId, occasion, source, award, happened);
      const events = tx.execute(account, earn);
      const earned = events.find((event) => event.type === 'points.earned.v1')!;
      awards.push({ wallet, awardId: earned.data.lot.lotId, points: award.points, lines: linesOf(award), ...(earn.awaits === undefined ? {} : { awaits: earn.awaits }) });
    }
  }
  return awards;
}

function earning(tx: Transaction, program: EarningProgram, wallet: string, memberId: string, occasion: Occasion, source: Reference, award: Award, happened: readonly string[]): Earn {
  return {
    kind: 'earn', wallet, memberId, at: tx.now, policy: known(tx.state(walletStream(wallet)), wallet),
    points: award.points, source, earnedAt: occasion.at < tx.now ? occasion.at : tx.now,
    program: { programId: program.programId, version: program.version }, rules: award.rules,
    ...(award.usage.length === 0 ? {} : { usage: award.usage }),
    ...waiting(program.pending, occasion, program.zone, happened),
  };
}

/** When the points can be spent, by the programme; what has happened already is not waited for. */
function waiting(pending: PendingPolicy, occasion: Occasion, zone: string, happened: readonly string[]): Pick<Earn, 'availableAt' | 'awaits'> {
  switch (pending.kind) {
    case 'none':
      return {};
    case 'days':
      return { availableAt: addDays(occasion.at, pending.days, zone) };
    case 'event': {
      const awaits = pending.event === 'order.fulfilled' ? pending.event : `activity:${pending.event.activity}`;
      if (occasion.kind !== 'order' || happened.includes(awaits)) return {};
      return { awaits, ...(pending.atLatestDays === undefined ? {} : { availableAt: addDays(occasion.at, pending.atLatestDays, zone) }) };
    }
  }
}

function linesOf({ rules }: Award): OrderAward['lines'] {
  const lines = new Map<string, number>();
  for (const { lines: of } of rules) for (const { lineId, points } of of) lines.set(lineId, (lines.get(lineId) ?? 0) + points);
  return [...lines].map(([lineId, points]) => ({ lineId, points }));
}
