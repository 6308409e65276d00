import type { MemberBalances, PointsAccountEvent } from '@loyalty/contracts';
import { notFound, type Instant } from '@loyalty/kernel';
import type { EventStore, Ledger } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';
import { balancesOf } from '../domain/account/draft';
import { nextDueAt, settledAt } from '../domain/account/due';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT, type AccountState, type OpenHold, type OpenLot } from '../domain/account/state';

/** What a member has in a wallet at an instant. */
export interface Balance extends AccountId, MemberBalances {
  /** What is the member's: available and held, less what is owed. Pending points are not yet the member's. */
  readonly balance: number;
  readonly asOf: Instant;
  /** Revision of the account that this was read from. */
  readonly revision: number;
  readonly frozen: AccountState['frozen'];
  /** When the clock alone will change it next. */
  readonly nextChangeAt?: Instant;
}

/** The balance now, from the ledger itself: with all that the clock has brought about, written down or not. */
export async function balanceNow(ledger: Ledger, id: AccountId, at: Instant): Promise<Balance> {
  const { state, revision } = await ledger.peek(accountStream(id));
  return balanceOf(id, settledAt(id, state, at), at, revision);
}

/** The open lots and holds now, in the order in which points are taken. Throws `account_unknown`. */
export async function openLots(ledger: Ledger, id: AccountId, at: Instant): Promise<{ readonly lots: readonly OpenLot[]; readonly pending: readonly OpenLot[]; readonly holds: readonly OpenHold[]; readonly revision: number }> {
  const { state, revision } = await ledger.peek(accountStream(id));
  if (revision === 0) throw notFound('account_unknown', 'This member has no such account', { ...id });
  const { lots, pending, holds } = settledAt(id, state, at);
  return { lots, pending, holds, revision };
}

/** Which of two times a question is about. */
export interface AsOf {
  /** Business time: what counts until then. */
  readonly asOf: Instant;
  /** Time of recording: what was known then. */
  readonly knownAt: Instant;
}

/** The balance as of a business time, as it was known at another: what was recorded later or counts later is left out. */
export async function balanceAsOf(store: Pick<EventStore, 'readStream'>, id: AccountId, times: AsOf): Promise<Balance> {
  let state = NO_ACCOUNT;
  let revision = 0;
  for await (const event of accountEvents(store, id)) {
    if (event.recordedAt > times.knownAt) break;
    if (event.effectiveAt > times.asOf) continue;
    state = evolve(state, event as PointsAccountEvent);
    revision = event.revision;
  }
  return balanceOf(id, settledAt(id, state, times.asOf), times.asOf, revision);
}

/** Every event of an account, oldest first. */
export async function* accountEvents(store: Pick<EventStore, 'readStream'>, id: AccountId) {
  const { name } = accountStream(id);
  for (let after = 0; ;) {
    const page = await store.readStream(name, { after, limit: 500 });
    yield* page;
    if (page.length < 500) return;
    after = page.at(-1)!.revision;
  }
}

function balanceOf(id: AccountId, state: AccountState, asOf: Instant, revision: number): Balance {
  const { wallet, memberId } = id;
  const { available, held, debt } = state.books;
  const nextChangeAt = nextDueAt(state);
  return { wallet, memberId, ...balancesOf(state), balance: available + held + debt, asOf, revision, frozen: state.frozen, ...(nextChangeAt === undefined ? {} : { nextChangeAt }) };
}
