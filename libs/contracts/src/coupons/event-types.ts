import { CODE_EVENTS } from './codes/event-types';
import type { CouponsEvent } from './events';
import { ISSUING_EVENTS } from './issuing/event-types';
import type { CouponsCategory } from './streams';

export type CouponsEventType = CouponsEvent['type'];

/** Where coupons publish their events. */
export const COUPONS_EVENTS_TOPIC = 'loyalty.coupons.events.v1';

const USES: readonly CouponsCategory[] = ['couponUse', 'coupon'];

/** On which streams each event of coupons may stand. The compiler holds the list against the events: none missing, none made up. */
export const COUPONS_EVENTS: Readonly<Record<CouponsEventType, readonly CouponsCategory[]>> = {
  'campaign.drafted.v1': ['campaign'],
  'campaign.published.v1': ['campaign'],
  'campaign.paused.v1': ['campaign'],
  'campaign.resumed.v1': ['campaign'],
  'campaign.ended.v1': ['campaign'],
  'coupon.catalogue.entered.v1': ['couponCatalogue'],
  'coupon.catalogue.left.v1': ['couponCatalogue'],
  'coupon.group.defined.v1': ['couponCatalogue'],
  'coupon.attribute.defined.v1': ['couponCatalogue'],
  'coupon.use.held.v1': USES,
  'coupon.use.committed.v1': USES,
  'coupon.use.released.v1': USES,
  'coupon.use.reversed.v1': USES,
  'redemption.held.v1': ['redemption'],
  'redemption.redeemed.v1': ['redemption'],
  'redemption.committed.v1': ['redemption'],
  'redemption.released.v1': ['redemption'],
  'redemption.lapsed.v1': ['redemption'],
  'redemption.reversed.v1': ['redemption'],
  'coupon.attempt.rejected.v1': ['couponAttempt'],
  ...CODE_EVENTS,
  ...ISSUING_EVENTS,
};

/** Every type of event that coupons may write, in a fixed order. */
export const COUPONS_EVENT_TYPES = Object.keys(COUPONS_EVENTS) as readonly CouponsEventType[];
