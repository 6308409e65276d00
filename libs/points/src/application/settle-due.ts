import type { Instant } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';
import { dueEvents } from '../domain/account/due';
import { warn } from '../domain/account/warn';
import { known, walletStream } from '../domain/wallet/wallet';

/**
 * Writes down what the clock has brought about on one account, and warns of what is about to lapse. Nothing depends on
 * it happening in time: it tells the outside world, and keeps the books of the whole wallet up to date. Gives back
 * whether there was anything; asked twice at once it is done once.
 */
export async function settleAccount(ledger: Ledger, id: AccountId, now: Instant): Promise<boolean> {
  const account = accountStream(id);
  const definition = walletStream(id.wallet);
  const { state, revision } = await ledger.peek(account);
  const policy = known((await ledger.peek(definition)).state, id.wallet);
  const warnings = () => warn({ kind: 'settle', ...id, at: now }, policy, state);
  if (dueEvents(id, state, now).length === 0 && warnings().length === 0) return false;
  const command = { id: `settle:${account.name}@${revision}:${now}`, fingerprint: 'settle', actor: 'scheduler' };
  await ledger.transact(command, {
    streams: [account, definition],
    decide: (tx) => ({ events: tx.execute(account, { kind: 'settle', wallet: id.wallet, memberId: id.memberId, at: tx.now, policy: known(tx.state(definition), id.wallet) }).length }),
  });
  return true;
}
