import type { CampaignEvent, CatalogueEvent } from './campaign-events';
import type { CodeEvent } from './codes/event-types';
import type { IssuingEvent } from './issuing/events';
import type { AttemptRejected, RedemptionEvent } from './redemption-events';
import type { CouponUseEvent } from './use-events';

/** Everything that stands on the streams of coupons. */
export type CouponsEvent = CampaignEvent | CatalogueEvent | CouponUseEvent | RedemptionEvent | AttemptRejected | CodeEvent | IssuingEvent;
