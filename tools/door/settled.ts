import type { Door } from './client';

const STANDSTILL_MS_MAX = 120_000;

/** Resolves when every consumer and view of the service has come to the end of the log. Throws when they come no nearer for two minutes. */
export async function settled({ url }: Door): Promise<void> {
  let least = Infinity;
  for (let since = Date.now(); Date.now() - since < STANDSTILL_MS_MAX;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const lags = [...metrics.matchAll(/^\w*(?:consumer|view)_lag_positions\{[^}]*\} (\S+)$/gm)].map(([, value]) => Number(value));
    if (lags.length > 0 && lags.every((lag) => lag === 0)) return;
    const behind = lags.reduce((sum, lag) => sum + lag, 0);
    if (lags.length > 0 && behind < least) {
      least = behind;
      since = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The service is still behind its log');
}
