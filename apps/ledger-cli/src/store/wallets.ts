import type { Wallet, WalletDefined } from '@loyalty/contracts';
import { notFound } from '@loyalty/kernel';
import { streamName, type RecordedEvent } from '@loyalty/ledger';
import type { StreamSource } from './read-store';

const PAGE = 1_000;

/** The newest definition of a wallet; throws `wallet_unknown`. */
export async function walletOf(streams: StreamSource, id: string): Promise<Wallet> {
  const last = (await everyEvent(streams, streamName('pointsWallet', id))).at(-1);
  if (last === undefined) throw notFound('wallet_unknown', `There is no wallet ${id}`, { wallet: id });
  return (last as RecordedEvent & WalletDefined).data;
}

/** Every wallet there is, by id. */
export async function allWallets(streams: StreamSource): Promise<ReadonlyMap<string, Wallet>> {
  const listed = (await everyEvent(streams, streamName('pointsDirectory', 'all'))).map(({ data }) => data as { kind: string; id: string });
  const wallets = await Promise.all(listed.filter(({ kind }) => kind === 'wallet').map(({ id }) => walletOf(streams, id)));
  return new Map(wallets.map((wallet) => [wallet.wallet, wallet]));
}

async function everyEvent(streams: StreamSource, name: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await streams.readStream(name, { after: events.length, limit: PAGE });
    events.push(...page);
    if (page.length < PAGE) return events;
  }
}
