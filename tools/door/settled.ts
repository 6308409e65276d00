import type { Door } from './client';

const WAIT_MS_MAX = 120_000;

/** Resolves when every consumer and view of the service has come to the end of the log. */
export async function settled({ url }: Door): Promise<void> {
  for (const start = Date.now(); Date.now() - start < WAIT_MS_MAX;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const lags = [...metrics.matchAll(/^\w*(?:consumer|view)_lag_positions\{[^}]*\} (\S+)$/gm)].map(([, value]) => Number(value));
    if (lags.length > 0 && lags.every((lag) => lag === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The service is still behind its log');
}
