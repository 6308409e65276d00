import type { PointsEvent } from './events';
import type { PointsCategory } from './streams';

export type PointsEventType = PointsEvent['type'];

/** Where points publish their events. */
export const POINTS_EVENTS_TOPIC = 'loyalty.points.events.v1';

/** On which streams each event of points may stand. The compiler holds the list against the events: none missing, none made up. */
export const POINTS_EVENTS: Readonly<Record<PointsEventType, readonly PointsCategory[]>> = {
  'points.earned.v1': ['pointsAccount'],
  'points.activated.v1': ['pointsAccount'],
  'points.expired.v1': ['pointsAccount'],
  'points.held.v1': ['pointsAccount'],
  'points.captured.v1': ['pointsAccount'],
  'points.released.v1': ['pointsAccount'],
  'points.redeemed.v1': ['pointsAccount'],
  'points.adjusted.v1': ['pointsAccount'],
  'points.clawed.back.v1': ['pointsAccount'],
  'points.reinstated.v1': ['pointsAccount'],
  'points.transferred.out.v1': ['pointsAccount'],
  'points.transferred.in.v1': ['pointsAccount'],
  'points.debt.paid.v1': ['pointsAccount'],
  'points.frozen.v1': ['pointsAccount'],
  'points.unfrozen.v1': ['pointsAccount'],
  'points.lot.expiry.moved.v1': ['pointsAccount'],
  'points.expiry.warned.v1': ['pointsAccount'],
  'points.wallet.defined.v1': ['pointsWallet'],
  'points.program.published.v1': ['earningProgram'],
  'points.program.ended.v1': ['earningProgram'],
  'points.order.recorded.v1': ['pointsOrder'],
  'points.order.happened.v1': ['pointsOrder'],
  'points.order.returned.v1': ['pointsOrder'],
  'points.reversal.counted.v1': ['pointsReversal'],
  'points.directory.listed.v1': ['pointsDirectory'],
};

/** Every type of event that points may write, in a fixed order. */
export const POINTS_EVENT_TYPES = Object.keys(POINTS_EVENTS) as readonly PointsEventType[];
