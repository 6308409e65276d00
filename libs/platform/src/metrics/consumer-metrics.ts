import type { ConsumerStatus } from '@loyalty/messaging';
import type { Metrics } from './metrics';

/** What each consumer has done with what it was given; the sums are invariant 13. */
export function measureConsumers(metrics: Metrics, statuses: () => Promise<readonly ConsumerStatus[]>): void {
  const each = (read: (status: ConsumerStatus) => number) => async () => new Map((await statuses()).map((status) => [status.consumer, read(status)]));
  metrics.gauges('consumer_lag_positions', 'Positions between a consumer and the end of the log', 'consumer', each(({ lag }) => lag));
  metrics.gauges('consumer_in_flight', 'Events taken and not settled', 'consumer', each(({ inFlight }) => inFlight));
  metrics.gauges('consumer_parked_keys', 'Keys that stand still until a person looks', 'consumer', each(({ parkedKeys }) => parkedKeys));
  metrics.gauges('consumer_failed', '1 for a consumer that has stopped by itself', 'consumer', each(({ state }) => (state === 'failed' ? 1 : 0)));
  for (const name of ['seen', 'applied', 'duplicate', 'ignored', 'parked'] as const) {
    metrics.gauges(`consumer_events_${name}`, `Events ${name} since the start`, 'consumer', each(({ counters }) => counters[name]));
  }
}
