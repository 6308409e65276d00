import { fingerprint, manualClock, rejected, type Instant } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, memoryDisk, type Command, type Decider, type DomainEvent, type EventStore, type LedgerOptions, type MemoryFaults, type Result, type StreamOf, type Transaction } from '@loyalty/ledger';

/** The smallest thing worth a ledger: an account of points that never goes below zero. */
export type AccountEvent = DomainEvent<'earned.v1' | 'redeemed.v1', { points: number }>;
export interface Account {
  readonly balance: number;
  readonly movements: number;
}

export const accountDecider: Decider<Account, number, AccountEvent> = {
  initial: { balance: 0, movements: 0 },
  stateVersion: 1,
  decide(points, { balance }) {
    if (balance + points < 0) throw rejected('balance_too_low', `${-points - balance} points are missing`, { balance, wanted: -points });
    if (points === 0) return [];
    return [{ type: points > 0 ? 'earned.v1' : 'redeemed.v1', data: { points }, effectiveAt: '2026-01-01T00:00:00.000Z' as Instant }];
  },
  evolve: ({ balance, movements }, { data }) => ({ balance: balance + data.points, movements: movements + 1 }),
};

/** The same, but at rest at every third balance: then it is not kept in memory. */
export const restingDecider: typeof accountDecider = { ...accountDecider, atRest: ({ balance }) => balance % 3 === 0 };

export function account(id: string, decider = accountDecider): StreamOf<Account, number, AccountEvent> {
  return { name: `account-${id}`, decider };
}

export function commandOf(id: string, body: unknown): Command {
  return { id, fingerprint: fingerprint(body), actor: 'tester', length: JSON.stringify(body).length };
}

/** Moves points on one account; the answer is the balance after it. */
export function move(ledger: Ledger, id: string, name: string, points: number, decider = accountDecider): Promise<Result<number>> {
  const stream = account(name, decider);
  return ledger.transact(commandOf(id, { name, points }), {
    streams: [stream],
    decide: (tx: Transaction) => (tx.execute(stream, points), tx.state(stream).balance),
  });
}

/** Moves points from one account to another, as one command; the answer is both balances. */
export function transfer(ledger: Ledger, id: string, from: string, to: string, points: number, decider = accountDecider): Promise<Result<readonly [number, number]>> {
  const [giver, taker] = [account(from, decider), account(to, decider)];
  return ledger.transact(commandOf(id, { from, to, points }), {
    streams: [giver, taker],
    decide(tx: Transaction) {
      tx.execute(taker, points);
      tx.execute(giver, -points);
      return [tx.state(giver).balance, tx.state(taker).balance] as const;
    },
  });
}

/** A store in memory, the ledger on it, and its clock. */
export async function ledgerInMemory(faults: MemoryFaults = {}, options: Partial<LedgerOptions> = {}) {
  const clock = manualClock('2026-01-01T10:00:00Z');
  const store = new MemoryEventStore(memoryDisk(), faults);
  return { clock, store, ledger: await Ledger.open(store, { clock, ...options }) };
}

/** The balance as the log has it, counted without any of the ledger's own folding. */
export async function balanceInLog(store: EventStore, name: string): Promise<number> {
  const events = await store.readStream(`account-${name}`, { after: 0, limit: 1_000_000 });
  return events.reduce((sum, { data }) => sum + (data as { points: number }).points, 0);
}
