import type { PointsAsk, PointsAsker, PointsDesk, PointsHoldAsk, PointsPaid, PointsSetAside } from '@loyalty/contracts';
import { fingerprint, isDomainError, type Clock } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { releaseHold } from '../application/account-commands';
import { holdPoints } from '../application/hold-points';
import { paymentNow } from '../queries/payment';

/** Points for those who take payments in the same process: on the ledger itself, without a door in between. */
export class LedgerPointsDesk implements PointsDesk {
  constructor(private readonly ledger: Ledger, private readonly clock: Clock) {}

  async quote({ wallet, memberId, points, order, replaces }: PointsAsk): Promise<PointsPaid> {
    const question = { points, payIn: order.currency, order, ...(replaces === undefined ? {} : { replaces }) };
    return { wallet, ...(await paymentNow(this.ledger, { wallet, memberId }, question, this.clock.now())) };
  }

  async hold(by: PointsAsker, ask: PointsHoldAsk): Promise<PointsSetAside> {
    const { answer } = await holdPoints(this.ledger, command('hold', by, ask), { ...ask, payIn: ask.order.currency });
    const { wallet, points } = ask;
    return { holdId: answer.holdId!, until: answer.expiresAt!, payment: { wallet, points, ...answer.payment! } };
  }

  async release(by: PointsAsker, hold: { readonly wallet: string; readonly memberId: string; readonly holdId: string }): Promise<void> {
    try {
      await releaseHold(this.ledger, command('release', by, hold), hold);
    } catch (error) {
      // Captured, released or run out: there is nothing to give back any more.
      if (!isDomainError(error) || error.code !== 'hold_not_open') throw error;
    }
  }
}

function command(what: 'hold' | 'release', { id, actor }: PointsAsker, body: object): Command {
  return { id, actor, fingerprint: fingerprint({ what, body }) };
}
