import type { AccountAnswer, PointsAccountEvent, Wallet } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { AnyStream, Command, Ledger, Result, Transaction } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountCommand, AccountId } from '../domain/account/commands';
import { balancesOf } from '../domain/account/draft';
import { known, walletStream } from '../domain/wallet/wallet';

/** What a command is decided with: the log's time and the wallet's newest definition. */
export interface Given {
  readonly at: Instant;
  readonly policy: Wallet;
}

/** One command on one account, under the wallet's definition as it is then. Throws `wallet_unknown` and what the account refuses. */
export function onAccount(
  ledger: Ledger,
  command: Command,
  id: AccountId,
  build: (given: Given, tx: Transaction) => AccountCommand,
  others: readonly AnyStream[] = [],
): Promise<Result<AccountAnswer>> {
  const account = accountStream(id);
  const wallet = walletStream(id.wallet);
  return ledger.transact(command, {
    streams: [account, wallet, ...others],
    decide(tx) {
      const policy = known(tx.state(wallet), id.wallet);
      const events = tx.execute(account, build({ at: tx.now, policy }, tx));
      return answerOf(id, tx, events);
    },
  });
}

/** The answer drawn from what was decided. */
export function answerOf(id: AccountId, tx: Transaction, events: readonly PointsAccountEvent[]): AccountAnswer {
  const state = tx.state(accountStream(id));
  return { wallet: id.wallet, memberId: id.memberId, revision: state.events, balances: balancesOf(state), ...events.reduce((facts, event) => ({ ...facts, ...told(event) }), {}) };
}

function told(event: PointsAccountEvent): Partial<AccountAnswer> {
  switch (event.type) {
    case 'points.earned.v1':
      return { lotId: event.data.lot.lotId, points: event.data.points };
    case 'points.held.v1':
      return { holdId: event.data.holdId, points: event.data.points, expiresAt: event.data.expiresAt };
    case 'points.captured.v1':
      return { redemptionId: event.data.redemptionId, points: event.data.points };
    case 'points.redeemed.v1':
      return { redemptionId: event.data.redemptionId, points: event.data.points, ...(event.data.payment ? { payment: event.data.payment } : {}) };
    case 'points.adjusted.v1':
      return { points: event.data.points, ...(event.data.lot ? { lotId: event.data.lot.lotId } : {}) };
    case 'points.clawed.back.v1':
      return { points: event.data.points, debt: event.data.debt, forgone: event.data.forgone };
    case 'points.reinstated.v1':
    case 'points.transferred.out.v1':
      return { points: event.data.points };
    default:
      return {};
  }
}
