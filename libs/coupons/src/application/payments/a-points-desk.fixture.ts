import type { PointsAsk, PointsAsker, PointsDesk, PointsHoldAsk, PointsPaid, PointsSetAside } from '@loyalty/contracts';
import { DomainError, instantFromMs, instantToMs, rejected, type Clock } from '@loyalty/kernel';

const MINOR_PER_POINT = 10;

/** Points of one member, 10 cents each, as a service of points keeps them: one hold for each id that asks. */
export class PointsOfAnna implements PointsDesk {
  /** What it was asked, in order. */
  readonly heard: string[] = [];
  private readonly open = new Map<string, number>();
  private readonly answers = new Map<string, PointsSetAside>();
  /** The next question gets no answer: lost on the way there, or on the way back. */
  silent: 'before' | 'after' | undefined;
  /** Happens once, right after points were set aside. */
  then: (() => Promise<unknown>) | undefined;

  constructor(private readonly clock: Clock, private readonly points: number) {}

  get held(): readonly string[] {
    return [...this.open].map(([holdId, points]) => `${holdId}:${points}`);
  }

  quote({ wallet, points, order, replaces }: PointsAsk): Promise<PointsPaid> {
    const most = Math.min(points, this.free(replaces), Math.floor(order.amountMinor / MINOR_PER_POINT));
    return Promise.resolve({ wallet, points: most, amountMinor: most * MINOR_PER_POINT, currency: order.currency });
  }

  async hold({ id }: PointsAsker, ask: PointsHoldAsk): Promise<PointsSetAside> {
    this.heard.push(`hold ${ask.points} of ${ask.order.amountMinor}${ask.replaces === undefined ? '' : ` for ${ask.replaces}`}`);
    const silent = this.lost('before');
    const answer = this.answers.get(id) ?? this.setAside(ask);
    this.answers.set(id, answer);
    this.lost('after', silent);
    const then = this.then;
    this.then = undefined;
    await then?.();
    return answer;
  }

  async release(_by: PointsAsker, { holdId }: { readonly holdId: string }): Promise<void> {
    this.heard.push(`release ${holdId}`);
    this.lost('before');
    this.open.delete(holdId);
  }

  private setAside({ wallet, points, order, replaces, seconds, endStepSeconds }: PointsHoldAsk): PointsSetAside {
    const free = this.free(replaces);
    if (points > free) throw rejected('insufficient_points', `${free} points are there`, { points, available: free });
    this.open.delete(replaces ?? '');
    const holdId = `H${this.answers.size + 1}`;
    this.open.set(holdId, points);
    const step = endStepSeconds * 1_000;
    const until = instantFromMs(Math.ceil((instantToMs(this.clock.now()) + seconds * 1_000) / step) * step);
    return { holdId, until, payment: { wallet, points, amountMinor: points * MINOR_PER_POINT, currency: order.currency } };
  }

  private free(replaces: string | undefined): number {
    return this.points - [...this.open].reduce((held, [holdId, points]) => held + (holdId === replaces ? 0 : points), 0);
  }

  private lost(when: 'before' | 'after', silent = this.silent): typeof this.silent {
    if (silent !== when) return silent;
    this.silent = undefined;
    throw new DomainError('unavailable', 'points_unreachable', 'Nobody answers');
  }
}
