// From the files themselves and not from the rooms' fronts: those bring the DTO classes, for which most specs have no use.
import { COMMERCE_EVENTS, COMMERCE_EVENTS_TOPIC } from '../commerce/event-types';
import { COMMERCE_CATEGORIES } from '../commerce/streams';
import { COUPONS_EVENTS, COUPONS_EVENTS_TOPIC } from '../coupons/event-types';
import { COUPONS_CATEGORIES } from '../coupons/streams';
import { POINTS_EVENTS, POINTS_EVENTS_TOPIC } from '../points/event-types';
import { POINTS_CATEGORIES } from '../points/streams';
import { assertPublished } from './assert-published';

const TOPICS = new Map<string, string>([
  ...COMMERCE_CATEGORIES.map((category) => [category, COMMERCE_EVENTS_TOPIC] as const),
  ...POINTS_CATEGORIES.map((category) => [category, POINTS_EVENTS_TOPIC] as const),
  ...COUPONS_CATEGORIES.map((category) => [category, COUPONS_EVENTS_TOPIC] as const),
]);
const CATEGORIES: Readonly<Record<string, readonly string[]>> = { ...COMMERCE_EVENTS, ...POINTS_EVENTS, ...COUPONS_EVENTS };

/**
 * Throws unless an event that stands on a context's stream is one that the context publishes, on a stream where it may
 * stand, with the data that docs/contracts says. Streams that belong to no context are none of its business.
 */
export function assertPublishedEvent({ stream, type, data }: { readonly stream: string; readonly type: string; readonly data: unknown }): void {
  const category = stream.slice(0, stream.indexOf('-'));
  const topic = TOPICS.get(category);
  if (topic === undefined) return;
  assertPublished(topic, type, data);
  if (!CATEGORIES[type]!.includes(category)) throw new Error(`${type} may not stand on ${category}`);
}

/** The same for an event that a decider has decided and that stands on no stream yet; one that no context publishes passes. */
export function assertPublishedDecision({ type, data }: { readonly type: string; readonly data: unknown }): void {
  const [category] = CATEGORIES[type] ?? [];
  if (category !== undefined) assertPublished(TOPICS.get(category)!, type, data);
}
