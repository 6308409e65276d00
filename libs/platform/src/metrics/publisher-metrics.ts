import type { PublisherStatus } from '@loyalty/kafka';
import type { Metrics } from './metrics';

/** How far each context's events have come to others. */
export function measurePublishers(metrics: Metrics, statuses: () => Promise<readonly PublisherStatus[]>): void {
  const each = (read: (status: PublisherStatus) => number) => async () => new Map((await statuses()).map((status) => [status.publisher, read(status)]));
  metrics.gauges('publisher_lag_positions', 'Positions between what is published and the end of the log', 'publisher', each(({ lag }) => lag));
  metrics.gauges('publisher_failed', '1 for a publisher that has stopped by itself', 'publisher', each(({ state }) => (state === 'failed' ? 1 : 0)));
  metrics.gauges('publisher_events_published', 'Events acknowledged by the broker since the start', 'publisher', each(({ published }) => published));
}
