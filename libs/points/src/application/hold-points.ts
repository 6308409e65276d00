import type { AccountAnswer } from '@loyalty/contracts';
import type { Command, Ledger, Result, Transaction } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';
import { settledAt } from '../domain/account/due';
import { paymentFor } from '../domain/account/spending-limits';
import { known, walletStream } from '../domain/wallet/wallet';
import { answerOf } from './account-command';
import type { SpendRequest } from './account-commands';

export interface HoldRequest extends SpendRequest {
  readonly seconds?: number;
  /** The end is rounded up to whole so many seconds of UTC, so that other things can end at the same instant. */
  readonly endStepSeconds?: number;
  /** The answer says what the points pay in this currency. */
  readonly payIn?: string;
  /** An open hold of the account that is given back in the same commit. Without effect where it is not open. */
  readonly replaces?: string;
}

/**
 * Sets points aside; they are captured, released, or run out by themselves. Throws `wallet_unknown`, what spending is
 * refused with, `hold_too_long`, `too_many_open_holds`; with `payIn` also `rate_missing`, `currency_differs`, `not_a_step`.
 */
export function holdPoints(ledger: Ledger, command: Command, { payIn, replaces, ...request }: HoldRequest): Promise<Result<AccountAnswer>> {
  const account = accountStream(request);
  const wallet = walletStream(request.wallet);
  return ledger.transact(command, {
    streams: [account, wallet],
    decide(tx) {
      const policy = known(tx.state(wallet), request.wallet);
      const payment = payIn === undefined ? undefined : paymentFor(request.points, policy, payIn, request.order);
      if (replaces !== undefined) giveBack(tx, request, replaces);
      const events = tx.execute(account, { kind: 'hold', ...request, at: tx.now, policy });
      const answer = answerOf(request, tx, events);
      return payment === undefined ? answer : { ...answer, payment: { amountMinor: payment.amountMinor, currency: payment.currency } };
    },
  });
}

function giveBack(tx: Transaction, { wallet, memberId }: AccountId, holdId: string): void {
  const account = accountStream({ wallet, memberId });
  const { holds } = settledAt({ wallet, memberId }, tx.state(account), tx.now);
  if (holds.some((hold) => hold.holdId === holdId)) tx.execute(account, { kind: 'release', wallet, memberId, holdId, at: tx.now });
}
