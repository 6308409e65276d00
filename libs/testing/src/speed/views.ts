// node -r ./tools/register.cjs libs/testing/src/speed/views.ts
// How fast events become documents in the embedded views, and how far they lag while the same thread also appends.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instantFromMs, seededRandom, type Clock } from '@loyalty/kernel';
import { systemPorts } from '@loyalty/platform/ports';
import { openViews, SqliteEventStore } from '@loyalty/sqlite';
import { ProjectionRunner } from '@loyalty/views';
import { benchProjections, programme } from './sample-programme';

const EVENTS = Number(process.argv[2] ?? 200_000);
const PER_SECOND = 5_000;
const LIVE_SECONDS = Number(process.argv[3] ?? 20);
const clock: Clock = { now: () => instantFromMs(Date.now()), elapsedMs: () => performance.now() };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);

async function measure(members: number, skewed: boolean): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'views-speed-'));
  const log = SqliteEventStore.open(path.join(folder, 'ledger.db'), clock);
  const random = seededRandom(1);
  const next = programme(members, { skewed }, (bound) => random.int(bound));
  for (let written = 0; written < EVENTS; written += 1_000) await log.append({ recordedAt: clock.now(), events: next(1_000, clock.now()), outcomes: [] });

  const kept = openViews(path.join(folder, 'views.db'));
  const runner = new ProjectionRunner(log, kept.views, benchProjections, { clock, timer: systemPorts.timer });
  const started = performance.now(), used = process.cpuUsage();
  await runner.start();
  const views = benchProjections.map(({ name }) => ({ name, version: 1, build: 1 }));
  const reached = (position: number) => Promise.all(views.map((view) => kept.views.waitFor(view, position, AbortSignal.timeout(600_000))));
  await reached(EVENTS);
  const seconds = (performance.now() - started) / 1_000, { user, system } = process.cpuUsage(used);
  const written = (await runner.status()).reduce((sum, status) => sum + status.written, 0);
  console.log(`${members} members${skewed ? ', skewed' : ''}: ${EVENTS} events in ${seconds.toFixed(1)} s = ${Math.round(EVENTS / seconds)} events/s (${Math.round((user + system) / EVENTS)} µs of processor time each), `
    + `${(written / EVENTS).toFixed(2)} documents written per event, views ${(statSync(path.join(folder, 'views.db')).size / 2 ** 20).toFixed(0)} MiB`);

  const lags: number[] = [];
  let longest = 0, turn = performance.now(), position = EVENTS;
  const watch = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - turn - 1); turn = now; }, 1);
  const begun = performance.now(), usedLive = process.cpuUsage();
  const waits: Promise<unknown>[] = [];
  while (performance.now() - begun < LIVE_SECONDS * 1_000) {
    const due = Math.floor(((performance.now() - begun) * PER_SECOND) / 1_000) - (position - EVENTS);
    if (due > 0) {
      await log.append({ recordedAt: clock.now(), events: next(due, clock.now()), outcomes: [] });
      position += due;
      const durable = performance.now();
      waits.push(reached(position).then(() => lags.push(performance.now() - durable)));
    }
    await sleep(2);
  }
  await Promise.all(waits);
  clearInterval(watch);
  const live = process.cpuUsage(usedLive);
  lags.sort((a, b) => a - b);
  const rate = Math.round(((position - EVENTS) / (performance.now() - begun)) * 1_000);
  console.log(`  live at ${rate} events/s in the same thread (${Math.round((live.user + live.system) / (position - EVENTS))} µs of processor time each, appending included): lag p50 ${quantile(lags, 0.5)} ms, p99 ${quantile(lags, 0.99)} ms, longest ${quantile(lags, 1)} ms; thread held at most ${longest.toFixed(0)} ms`);
  await runner.stop();
  await kept.close();
  await log.close();
  rmSync(folder, { recursive: true });
}

async function main(): Promise<void> {
  await measure(20_000, false);
  await measure(100_000, true);
  await measure(100_000, false);
}

void main();
