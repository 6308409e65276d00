import type { ViewStatus } from '@loyalty/views';
import type { Metrics } from './metrics';

const perView = (statuses: readonly ViewStatus[], read: (status: ViewStatus) => number) => new Map(statuses.map((status) => [status.collection, read(status)]));

/** How far each view is behind the log, and whether it moves. */
export function measureViews(metrics: Metrics, statuses: () => Promise<readonly ViewStatus[]>): void {
  metrics.gauges('view_lag_positions', 'Positions between a view and the end of the log', 'view', async () => perView(await statuses(), ({ lag }) => lag));
  metrics.gauges('view_position', 'The position that a view reflects', 'view', async () => perView(await statuses(), ({ position }) => position));
  metrics.gauges('view_failed', '1 for a view that stands still because of an error', 'view', async () => perView(await statuses(), ({ state }) => (state === 'failed' ? 1 : 0)));
}
