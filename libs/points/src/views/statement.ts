import type { MemberBalances, PointsAccountEvent, Reference } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';
import { accountKey, accountOf } from './account-key';

/** One line of a member's statement, with the balances after it. */
export interface StatementEntry extends MemberBalances {
  readonly account: string;
  readonly revision: number;
  readonly type: PointsAccountEvent['type'];
  /** What it did to the balance (available, held and debt together). */
  readonly change: number;
  /** What it did to the points that are not available yet. */
  readonly pendingChange: number;
  readonly balance: number;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly position: number;
  readonly reference?: Reference;
  readonly reasonCode?: string;
}

/** Every movement of every account, in the order of the account. */
export const statementView: Projection<StatementEntry> = {
  name: 'points_statement',
  version: 1,
  categories: ['pointsAccount'],
  indexes: [{ fields: ['account', 'revision'] }],
  keysOf: (event) => [`${accountKey(accountOf(event))}@${event.revision}`],
  project: (_, event) => entryOf(event as unknown as PointsAccountEvent & Parameters<typeof statementView.project>[1]),
};

/** The statement line of an event. */
export function entryOf(event: PointsAccountEvent & { readonly revision: number; readonly recordedAt: Instant; readonly position: number }): StatementEntry {
  const { postings, balances } = event.data;
  const { source, reference, reasonCode } = event.data as { source?: Reference; reference?: Reference; reasonCode?: string };
  const told = reference ?? source;
  return {
    account: accountKey(event.data),
    revision: event.revision,
    type: event.type,
    change: (postings.available ?? 0) + (postings.held ?? 0) + (postings.debt ?? 0),
    pendingChange: postings.pending ?? 0,
    ...balances,
    balance: balances.available + balances.held + balances.debt,
    effectiveAt: event.effectiveAt,
    recordedAt: event.recordedAt,
    position: event.position,
    ...(told === undefined ? {} : { reference: told }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
}
