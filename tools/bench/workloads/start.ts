import { existsSync } from 'node:fs';
import path from 'node:path';
import { filledLog } from '../filled-log';
import { removeViews } from '../followed-views';
import { HttpConnection } from '../http-connection';
import type { Options } from '../options';
import type { Measured } from '../result';
import { serve } from '../served';
import { WALLET } from '../wallet';

const VIEWS_DEADLINE_MS = 600_000;

/**
 * `start`: the built standalone service on a log of so many events, from the start of the process to its first answer, a
 * member's balance from the ledger: once while its views have yet to be made, and once with views that are there.
 */
export async function* start(options: Options, folder: string): AsyncGenerator<Measured> {
  const log = await filledLog(options, folder);
  const data = path.join(folder, 'started');
  removeViews(path.join(data, 'views.db'));
  for (const views of ['to be made', 'made'] as const) {
    const served = await serve(data, { EVENT_STORE_URL: `sqlite:${log}` });
    const listeningMs = Math.round(performance.now() - served.since);
    const connection = await HttpConnection.open(served.port, served.key);
    const { status, body } = await connection.ask('GET', `/v1/points/accounts/${WALLET}/m0/balance`);
    const firstAnswerMs = Math.round(performance.now() - served.since);
    const rssThenMiB = served.used().rssHighestMiB;
    const ready = await viewsReady(connection);
    const { rssHighestMiB } = served.used();
    const viewsReadyMs = Math.round(performance.now() - served.since);
    connection.close();
    await served.stop();
    const findings = [...(status === 200 ? [] : [`the balance was answered with ${status}: ${body}`]), ...(ready ? [] : ['the views did not catch up'])];
    yield {
      parameters: { events: options.events, accounts: options.accounts, views, seed: options.seed },
      figures: { firstAnswerMs, listeningMs, viewsReadyMs, rssThenMiB, rssHighestMiB },
      check: { ok: findings.length === 0 && existsSync(log), findings },
    };
  }
}

/** Waits until every view reflects as much of the log as the ledger has. */
async function viewsReady(connection: HttpConnection): Promise<boolean> {
  for (const begun = performance.now(); performance.now() - begun < VIEWS_DEADLINE_MS; ) {
    const { body } = await connection.ask('GET', '/metrics');
    const lags = [...body.matchAll(/^view_lag_positions\{.*\} (\d+)$/gm)].map(([, lag]) => Number(lag));
    if (lags.length > 0 && lags.every((lag) => lag === 0)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
