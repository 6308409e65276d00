import { fingerprint } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { accountStream, defineWallet, earnPoints, redeemPoints } from '@loyalty/points';
import type { Options } from './options';
import { PointsCallers, type Asked } from './points-callers';
import { POLICY, WALLET } from './wallet';

/** Callers in the ledger's own thread, which hand commands in as a door does: with the fingerprint of their body. */
export function ledgerCallers(ledger: Ledger, options: Pick<Options, 'accounts' | 'seed' | 'ids' | 'earn' | 'redeem'>): PointsCallers {
  return new PointsCallers((asked) => put(ledger, asked), options);
}

function put(ledger: Ledger, { id, kind, memberId, points }: Asked): Promise<Result<unknown>> {
  const account = { wallet: WALLET, memberId, points };
  const command: Command = { id, fingerprint: fingerprint({ kind, ...account }), actor: 'bench', length: 100 };
  return kind === 'earn'
    ? earnPoints(ledger, command, { ...account, source: { kind: 'order', id } })
    : redeemPoints(ledger, command, { ...account, reference: { kind: 'order', id } });
}

/** Defines the wallet; needed once for each log. */
export async function openWallet(ledger: Ledger): Promise<void> {
  await defineWallet(ledger, { id: 'bench-wallet', fingerprint: fingerprint(POLICY), actor: 'bench' }, WALLET, POLICY);
}

/** Brings every account into memory; answers the microseconds that one took. */
export async function warmAccounts(ledger: Ledger, accounts: number): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < accounts; i += 1) await ledger.peek(accountStream({ wallet: WALLET, memberId: `m${i}` }));
  return Math.round((10_000 * (performance.now() - begun)) / accounts) / 10;
}
