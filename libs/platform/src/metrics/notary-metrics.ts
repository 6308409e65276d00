import type { NotaryStatus } from '@loyalty/kurrentdb';
import type { Metrics } from './metrics';

/** How far the log is proven, and whether by this process. */
export function measureNotary(metrics: Metrics, status: () => Promise<NotaryStatus>): void {
  metrics.gauge('notary_lag_positions', 'Positions between what a notary has attested and the end of the log', async () => (await status()).lag);
  metrics.gauge('notary_attested_position', 'The position up to which the log is attested', async () => (await status()).attested);
  metrics.gauge('notary_on_duty', '1 in the process that attests', async () => ((await status()).state === 'on duty' ? 1 : 0));
  metrics.gauge('notary_failed', '1 for a notary that found the log to contradict itself, or may not read it', async () => ((await status()).state === 'failed' ? 1 : 0));
}
