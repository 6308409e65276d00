import { FAR_FUTURE, notFound } from '@loyalty/kernel';
import { accountStream, balanceAsOf } from '@loyalty/points';
import { untilOf } from '../dates';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { shownPoints, table } from '../output/table';
import type { Settings } from '../settings';
import { withStore } from '../store/open-store';
import { walletOf } from '../store/wallets';

export interface BalanceOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** What a member had at a business time, as it was known at another. */
export function balance(io: Io, settings: Settings, wallet: string, memberId: string, { asOf, knownAt }: BalanceOptions): Promise<Answer> {
  return withStore(settings.store, async ({ streams }) => {
    const { zone, scale } = await walletOf(streams, wallet);
    const times = {
      asOf: asOf === undefined ? io.now() : untilOf(asOf, zone),
      knownAt: knownAt === undefined ? FAR_FUTURE : untilOf(knownAt, zone),
    };
    const found = await balanceAsOf(streams, { wallet, memberId }, times);
    if (found.revision === 0 && (await streams.readStream(accountStream({ wallet, memberId }).name, { after: 0, limit: 1 })).length === 0) {
      throw notFound('account_unknown', `Nothing was ever recorded for ${memberId} in ${wallet}`, { wallet, memberId });
    }
    const rows = (['balance', 'available', 'held', 'debt', 'pending'] as const).map((name) => [name, shownPoints(found[name], scale)]);
    const told = [
      `${memberId} in ${wallet}, as of ${found.asOf}${knownAt === undefined ? '' : `, as known at ${times.knownAt}`} (revision ${found.revision})`,
      table([{ title: 'points' }, { title: '', right: true }], rows, io.forPeople),
      ...(found.frozen.spending || found.frozen.earning ? [`frozen: ${[found.frozen.spending ? 'spending' : '', found.frozen.earning ? 'earning' : ''].filter((side) => side !== '').join(' and ')}`] : []),
      ...(found.nextChangeAt === undefined ? [] : [`the clock changes it next at ${found.nextChangeAt}`]),
    ];
    return { exitCode: EXIT.clean, json: { ...found, ...(knownAt === undefined ? {} : { knownAt: times.knownAt }) }, text: `${told.join('\n')}\n` };
  });
}
