import type { PointsAccountEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';
import { accountKey, accountOf } from './account-key';

/** One account as lists and reports see it. */
export interface AccountDocument {
  readonly wallet: string;
  readonly memberId: string;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly balance: number;
  readonly earned: number;
  readonly redeemed: number;
  readonly expired: number;
  readonly revision: number;
  readonly lastChangeAt: Instant;
  readonly nextDueAt?: Instant;
  readonly nextExpiryAt?: Instant;
}

/** Balances of all accounts as they were last written down; what is due by the clock is in the ledger's own answer. */
export const accountsView: Projection<AccountDocument> = {
  name: 'points_accounts',
  version: 1,
  categories: ['pointsAccount'],
  indexes: [{ fields: ['wallet', 'balance'] }, { fields: ['memberId'] }, { fields: ['nextDueAt'] }, { fields: ['wallet', 'nextExpiryAt'] }],
  keysOf: (event) => [accountKey(accountOf(event))],
  project(doc, event) {
    const { wallet, memberId, postings, balances, nextDueAt, nextExpiryAt } = event.data as PointsAccountEvent['data'];
    return {
      wallet, memberId, ...balances,
      balance: balances.available + balances.held + balances.debt,
      earned: (doc?.earned ?? 0) - (postings.issued ?? 0),
      redeemed: (doc?.redeemed ?? 0) + (postings.redeemed ?? 0),
      expired: (doc?.expired ?? 0) + (postings.expired ?? 0),
      revision: event.revision,
      lastChangeAt: event.recordedAt,
      ...(nextDueAt === undefined ? {} : { nextDueAt }),
      ...(nextExpiryAt === undefined ? {} : { nextExpiryAt }),
    };
  },
};
