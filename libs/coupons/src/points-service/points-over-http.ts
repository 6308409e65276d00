import type { AccountAnswer, PointsAsk, PointsAsker, PointsDesk, PointsHoldAsk, PointsPaid, PointsSetAside } from '@loyalty/contracts';
import { isDomainError } from '@loyalty/kernel';
import type { PointsService } from '@loyalty/platform';
import { exchange } from './exchange';

type Quoted = Pick<PointsPaid, 'points' | 'amountMinor' | 'currency'>;

/** Points in another process, asked at its HTTP door. The id of who asks becomes the Idempotency-Key. */
export class HttpPointsDesk implements PointsDesk {
  constructor(private readonly service: PointsService) {}

  async quote({ wallet, memberId, points, order, replaces }: PointsAsk): Promise<PointsPaid> {
    const body = { points, payIn: order.currency, order, ...(replaces === undefined ? {} : { replaces }) };
    const { points: most, amountMinor, currency } = await exchange<Quoted>(this.service, `${account(wallet, memberId)}/quote`, body);
    return { wallet, points: most, amountMinor, currency };
  }

  async hold({ id }: PointsAsker, { wallet, memberId, ...ask }: PointsHoldAsk): Promise<PointsSetAside> {
    const answer = await exchange<AccountAnswer>(this.service, `${account(wallet, memberId)}/holds`, { ...ask, payIn: ask.order.currency }, id);
    const { amountMinor, currency } = answer.payment!;
    return { holdId: answer.holdId!, until: answer.expiresAt!, payment: { wallet, points: ask.points, amountMinor, currency } };
  }

  async release({ id }: PointsAsker, { wallet, memberId, holdId }: { readonly wallet: string; readonly memberId: string; readonly holdId: string }): Promise<void> {
    try {
      await exchange(this.service, `${account(wallet, memberId)}/holds/${encodeURIComponent(holdId)}/release`, undefined, id);
    } catch (error) {
      // Captured, released or run out: there is nothing to give back any more.
      if (!isDomainError(error) || error.code !== 'hold_not_open') throw error;
    }
  }
}

function account(wallet: string, memberId: string): string {
  return `/v1/points/accounts/${encodeURIComponent(wallet)}/${encodeURIComponent(memberId)}`;
}
