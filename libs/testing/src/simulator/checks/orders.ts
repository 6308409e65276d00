import type { ActivityRecorded, OrderEvent, PointsAccountEvent, PointsOrderEvent, PricedOrder } from '@loyalty/contracts';
import { eventId, type RecordedEvent } from '@loyalty/ledger';
import { MINOR_PER_POINT, POINTS_PER_REVIEW } from '../work/orders';
import { holds } from '../violation';
import type { AccountBooks } from './books';
import { accountOf } from './expected';

interface Seen {
  readonly order: PricedOrder;
  readonly stream: string;
  readonly paidBy: string;
  awards?: readonly { readonly wallet: string; readonly awardId: string; readonly points: number }[];
  backAt?: number;
  complete?: boolean;
}

/** Orders and the points they brought, by the plain rule of the simulated programme. */
export class OrderCheck {
  /** By order stream; an order is paid once. */
  private readonly paid = new Map<string, Seen>();

  private readonly activities = new Map<string, { readonly stream: string; readonly memberId: string; earned: boolean }>();

  constructor(private readonly account: (stream: string, wallet: string) => AccountBooks, private readonly oneWriter: boolean) {}

  take(recorded: RecordedEvent): void {
    const event = recorded as unknown as RecordedEvent & (OrderEvent | PointsOrderEvent | ActivityRecorded);
    switch (event.type) {
      case 'activity.recorded.v1':
        this.activities.set(`${event.data.shop}/${event.data.activityId}`, { stream: event.stream, memberId: event.data.memberId, earned: false });
        return;
      case 'order.paid.v1':
        this.paid.set(event.stream, { order: event.data.order, stream: event.stream, paidBy: eventId(event) });
        return;
      case 'order.refunded.v1':
      case 'order.cancelled.v1': {
        const seen = this.paid.get(event.stream);
        const all = event.type === 'order.cancelled.v1' ? event.data.wasPaid : event.data.complete;
        if (seen !== undefined && all) seen.backAt ??= event.position;
        return;
      }
      case 'points.order.recorded.v1':
        return this.recorded(event);
      case 'points.order.returned.v1': {
        const seen = this.paid.get(orderOf(event.stream));
        if (seen !== undefined && event.data.complete) seen.complete = true;
      }
    }
  }

  /** Invariant 4: an activity earns once, however often it is told. */
  earned({ type, data, position }: RecordedEvent & PointsAccountEvent): void {
    if (type !== 'points.earned.v1' || data.source.kind !== 'activity') return;
    const seen = this.activities.get(data.source.id);
    holds(seen !== undefined && !seen.earned && data.points === POINTS_PER_REVIEW, 4, 'An activity earned twice, or not what it should', { position, data });
    seen.earned = true;
  }

  /** Invariant 13: what was paid has earned and what came back was taken back, except where it lies parked. */
  atTheEnd(isParked: (stream: string) => boolean): void {
    this.activitiesAtTheEnd(isParked);
    for (const { order, stream, awards, backAt, complete } of this.paid.values()) {
      if (order.memberId === undefined || isParked(stream)) continue;
      holds(awards !== undefined, 13, 'A paid order was lost: it never came to points', { stream });
      holds(backAt === undefined || complete === true, 13, 'A returned order was lost: its points were not taken back', { stream, backAt });
      if (complete !== true) continue;
      for (const { wallet, awardId, points } of awards) {
        const back = this.account(accountOf({ wallet, memberId: order.memberId }), wallet).takenBack(awardId);
        holds(back === points, 14, 'Not all points of a returned order were taken back', { stream, awardId, points, back });
      }
    }
  }

  private activitiesAtTheEnd(isParked: (stream: string) => boolean): void {
    // A second writer's process may never hear of a programme or a thaw that the first one wrote.
    if (!this.oneWriter) return;
    for (const { stream, memberId, earned } of this.activities.values()) {
      const { wasFrozen } = this.account(accountOf({ wallet: 'w1', memberId }), 'w1');
      holds(earned || wasFrozen || isParked(stream), 13, 'An activity was lost: it never came to points', { stream });
    }
  }

  private recorded(event: RecordedEvent & Extract<PointsOrderEvent, { type: 'points.order.recorded.v1' }>): void {
    const seen = this.paid.get(orderOf(event.stream));
    holds(seen !== undefined && seen.awards === undefined && seen.paidBy === event.cause, 4, 'Points of an order were recorded that was not paid, or a second time', { event });
    const { awards, memberId } = event.data;
    seen.awards = awards;
    const points = awards.reduce((sum, award) => sum + award.points, 0);
    const { frozen } = this.account(accountOf({ wallet: 'w1', memberId }), 'w1');
    const must = frozen.earning ? 0 : Math.floor(seen.order.lines.reduce((sum, line) => sum + line.amountMinor, 0) / MINOR_PER_POINT);
    // Of two writers, one may know an account as frozen that the other has thawed, or the reverse.
    holds(points === must || !this.oneWriter, 15, 'An order earned other points than the programme gives', { event, points, must });
  }
}

function orderOf(recordStream: string): string {
  return `order-${recordStream.slice('pointsOrder-'.length)}`;
}
