import type { CommerceEvent } from './events';
import { COMMERCE_CATEGORIES, type CommerceCategory } from './streams';

export type CommerceEventType = CommerceEvent['type'];

/** Where commerce publishes its events. */
export const COMMERCE_EVENTS_TOPIC = 'loyalty.commerce.events.v1';

/** On which streams each event of commerce may stand. The compiler holds the list against the events: none missing, none made up. */
export const COMMERCE_EVENTS: Readonly<Record<CommerceEventType, readonly CommerceCategory[]>> = {
  'order.placed.v1': ['order'],
  'order.paid.v1': ['order'],
  'order.fulfilled.v1': ['order'],
  'order.cancelled.v1': ['order'],
  'order.refunded.v1': ['order'],
  'cart.updated.v1': ['cart'],
  'cart.abandoned.v1': ['cart'],
  'cart.checked_out.v1': ['cart'],
  'customer.registered.v1': ['customer'],
  'customer.updated.v1': ['customer'],
  'activity.recorded.v1': ['activity'],
  'stock.changed.v1': ['sku'],
  'product.changed.v1': ['sku'],
  'fact.parked.v1': COMMERCE_CATEGORIES,
  'fact.waiting.v1': ['order'],
  'fact.retried.v1': COMMERCE_CATEGORIES,
  'fact.discarded.v1': COMMERCE_CATEGORIES,
};

/** Every type of event that commerce may write, in a fixed order. */
export const COMMERCE_EVENT_TYPES = Object.keys(COMMERCE_EVENTS) as readonly CommerceEventType[];
