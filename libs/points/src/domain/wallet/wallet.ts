import type { Wallet, WalletDefined, WalletPolicy } from '@loyalty/contracts';
import { notFound, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { assertWalletPolicy } from './assert-policy';

export type WalletState = { readonly current?: Wallet };

export interface DefineWallet {
  readonly wallet: string;
  readonly policy: WalletPolicy;
  readonly at: Instant;
}

/** A kind of point. Defining it again makes the next version; what was earned under an older one stays as it was. */
export const wallet: Decider<WalletState, DefineWallet, WalletDefined> = {
  initial: {},
  stateVersion: 1,
  decide({ wallet: id, policy, at }, { current }) {
    assertWalletPolicy(policy, current);
    return [{ type: 'points.wallet.defined.v1', effectiveAt: at, data: { ...policy, wallet: id, version: (current?.version ?? 0) + 1 } }];
  },
  evolve: (_, { data }) => ({ current: data }),
};

export function walletStream(id: string): StreamOf<WalletState, DefineWallet, WalletDefined> {
  return { name: streamName('pointsWallet', id), decider: wallet };
}

/** The wallet's newest version; throws `wallet_unknown`. */
export function known({ current }: WalletState, id: string): Wallet {
  if (current === undefined) throw notFound('wallet_unknown', `There is no wallet ${id}`, { wallet: id });
  return current;
}
