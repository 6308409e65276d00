import type { Ledger } from '@loyalty/ledger';
import type { Instant } from '@loyalty/kernel';
import { findWallet } from '../application/definitions';
import { accountStream } from '../domain/account/account';
import type { AccountId, OrderAmount } from '../domain/account/commands';
import { holdEnded, settledAt } from '../domain/account/due';
import { evolve } from '../domain/account/evolve';
import { quotePayment, type PointsPayment } from '../domain/account/spending-limits';

export interface PaymentQuestion {
  readonly points: number;
  readonly payIn: string;
  readonly order?: OrderAmount;
  /** As if this hold of the account were given back. */
  readonly replaces?: string;
}

/** The most points that can pay now, at most as many as wanted. Throws `wallet_unknown`, `rate_missing`, `currency_differs`. */
export async function paymentNow(ledger: Ledger, { wallet, memberId }: AccountId, { points, payIn, order, replaces }: PaymentQuestion, at: Instant): Promise<PointsPayment> {
  const id = { wallet, memberId };
  const policy = await findWallet(ledger, wallet);
  const state = settledAt(id, (await ledger.peek(accountStream(id))).state, at);
  const replaced = state.holds.find(({ holdId }) => holdId === replaces);
  const free = replaced === undefined ? state : evolve(state, holdEnded(id, replaced, at, 'released'));
  return quotePayment(points, free, { at, policy, payIn, ...(order === undefined ? {} : { order }) });
}
