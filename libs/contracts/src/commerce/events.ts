import type { OrderEvent } from './order-events';
import type { ActivityRecorded, CartEvent, CustomerEvent, SkuEvent } from './other-events';
import type { ParkingEvent } from './parking-events';

/** Everything that stands on commerce's streams. */
export type CommerceEvent = OrderEvent | CartEvent | CustomerEvent | ActivityRecorded | SkuEvent | ParkingEvent;
