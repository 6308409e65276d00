import path from 'node:path';
import type { EventStore } from '@loyalty/ledger';
import type { AccountDocument } from '@loyalty/points';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { filledLog } from '../filled-log';
import { followViews, removeViews } from '../followed-views';
import { ledgerCallers, warmAccounts } from '../ledger-callers';
import { Latencies } from '../latencies';
import { drive } from '../load';
import { openLedger } from '../open-ledger';
import type { Options } from '../options';
import { loadFigures, type Measured } from '../result';

/** Events a second at which the lag is measured, unless `--rate` says otherwise. */
const RATE = 5_000;

/**
 * `views`: first all views of points catch up with a whole log; then they follow it while commands come at a fixed
 * rate, and the lag is counted from a command's answer until every view reflects it.
 */
export async function* views(options: Options, folder: string): AsyncGenerator<Measured> {
  const file = path.join(folder, 'views.db');
  removeViews(file);
  const { ledger, store, close } = await openLedger(await filledLog(options, folder));
  const head = await store.head();
  const lags = new Lags();
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const followed = await followViews(store, file, (position) => lags.reached(position));
  await followed.reached(head);
  const caughtUpSeconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);

  const callers = ledgerCallers(ledger, { ...options, seed: options.seed + head });
  await warmAccounts(ledger, options.accounts);
  const send = async () => {
    const outcome = await callers.send();
    if (outcome === 'applied') lags.answered(await store.head());
    return outcome;
  };
  const rate = options.rate ?? RATE;
  lags.recording = true;
  const load = await drive(send, { ...options, rate });
  await followed.reached(await store.head());
  const findings = await booksAgree(store, followed.views);
  const { p50Ms, p99Ms, p999Ms, maxMs } = lags.latencies.figures();
  await followed.close();
  await close();
  yield {
    parameters: { events: head, accounts: options.accounts, rate, seconds: options.seconds, seed: options.seed },
    figures: {
      perSecond: Math.round(head / caughtUpSeconds),
      p50Ms, p99Ms, p999Ms, maxMs,
      followedPerSecond: load.perSecond,
      cpuUsPerEvent: Math.round((10 * (user + system)) / head) / 10,
      answer: loadFigures(load),
      rssHighestMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    check: { ok: findings.length === 0, findings },
  };
}

/** Each answered position, until the views reflect it. */
class Lags {
  readonly latencies = new Latencies();
  recording = false;
  private readonly waiting: { position: number; since: number }[] = [];
  private next = 0;

  answered(position: number): void {
    if (this.recording) this.waiting.push({ position, since: performance.now() });
  }

  reached(position: number): void {
    const now = performance.now();
    for (; this.next < this.waiting.length && this.waiting[this.next]!.position <= position; this.next += 1) this.latencies.add(now - this.waiting[this.next]!.since);
  }
}

/** The balances of the view add up to what its books say: earned less redeemed and expired. */
export async function booksAgree(log: EventStore, store: ViewStore): Promise<string[]> {
  const reader = new ViewReader<AccountDocument>(store, 'points_accounts');
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.find({ limit: 1_000, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id, doc } of page.items) {
      if (doc.pending + doc.balance !== doc.earned - doc.redeemed - doc.expired) found.push(`${id} has ${doc.balance} points, its books say otherwise`);
    }
    if (page.position < (await log.head())) found.push(`the view reflects ${page.position}, the log ends at ${await log.head()}`);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}
