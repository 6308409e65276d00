import type { MemberBalances, PointsAccountEvent } from '@loyalty/contracts';
import type { AccountState } from './state';

/** An event as a rule writes it; how the account stands after it is added where all of a command's events are known. */
export type PointsDraft = DraftOf<PointsAccountEvent>;

export type DraftOf<Event extends PointsAccountEvent> = Event extends PointsAccountEvent ? Omit<Event, 'data'> & { readonly data: Omit<Event['data'], 'balances' | 'nextDueAt' | 'nextExpiryAt'> } : never;

export function balancesOf({ books }: Pick<AccountState, 'books'>): MemberBalances {
  return { pending: books.pending, available: books.available, held: books.held, debt: books.debt };
}
