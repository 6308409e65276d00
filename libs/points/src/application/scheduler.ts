import { addDays, type Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import type { Filter, ViewReader } from '@loyalty/views';
import type { AccountDocument } from '../views/accounts';
import { listWallets } from './definitions';
import { settleAccount } from './settle-due';

const PAGE = 500;

/** What one round of the scheduler did. */
export interface Round {
  readonly looked: number;
  readonly settled: number;
}

/**
 * Finds the accounts that the clock has changed and has each written down. May be stopped anywhere and started again:
 * whatever is still due is found again, and what is done is not due any more.
 */
export async function settleDue(ledger: Ledger, accounts: ViewReader<AccountDocument>, clock: Clock, signal: AbortSignal): Promise<Round> {
  return everyAccount(ledger, accounts, clock, signal, { nextDueAt: { $lte: clock.now() } }, 'nextDueAt');
}

/** Warns the members whose points lapse in as many days as their wallet says. */
export async function warnOfExpiry(ledger: Ledger, accounts: ViewReader<AccountDocument>, clock: Clock, signal: AbortSignal): Promise<Round> {
  let total: Round = { looked: 0, settled: 0 };
  for (const { wallet, warningDays: [first], zone } of await listWallets(ledger)) {
    if (first === undefined) continue;
    // The account remembers what its member was warned of, so looking at it again does nothing.
    const round = await everyAccount(ledger, accounts, clock, signal, { wallet, nextExpiryAt: { $lte: addDays(clock.now(), first, zone) } }, 'nextExpiryAt');
    total = { looked: total.looked + round.looked, settled: total.settled + round.settled };
  }
  return total;
}

async function everyAccount(ledger: Ledger, accounts: ViewReader<AccountDocument>, clock: Clock, signal: AbortSignal, filter: Filter, field: string): Promise<Round> {
  let looked = 0;
  let settled = 0;
  let cursor: string | undefined;
  do {
    const page = await accounts.find({ filter, sort: [{ field }], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    const done = await Promise.all(page.items.map(({ doc }) => settleAccount(ledger, doc, clock.now())));
    looked += done.length;
    settled += done.filter(Boolean).length;
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
  return { looked, settled };
}
