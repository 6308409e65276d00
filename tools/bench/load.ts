import { Latencies } from './latencies';
import type { Options } from './options';

/** Sends one request and resolves with what came of it: `applied`, `repeated`, `rejected <code>` or `error <code>`; never rejects. */
export type Send = () => Promise<string>;

/** What was answered in the measured part of a run. */
export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly latencies: Latencies;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Warms up, measures, and waits until everything that was asked is answered. An open loop looks at the clock in every
 * turn, which takes a core; `look` makes it look less often where a core less would be felt, and requests start later by that.
 */
export async function drive(send: Send, options: Pick<Options, 'callers' | 'rate' | 'seconds' | 'warmupSeconds'>, look = turn): Promise<Load> {
  const recorder = new Recorder();
  const stop = new AbortController();
  const asking = options.rate === undefined ? closedLoop(send, options.callers, recorder, stop.signal) : openLoop(send, options.rate, recorder, stop.signal, look);
  await sleep(options.warmupSeconds * 1000);
  recorder.begin();
  await sleep(options.seconds * 1000);
  const load = recorder.end();
  stop.abort();
  await asking;
  return load;
}

/** Each caller waits for its answer before it asks again. */
async function closedLoop(send: Send, callers: number, recorder: Recorder, stop: AbortSignal): Promise<void> {
  const caller = async () => {
    while (!stop.aborted) {
      const begun = performance.now();
      recorder.note(await send(), begun);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** Requests start when they are due, answered or not; one that starts late has waited since it was due. */
async function openLoop(send: Send, perSecond: number, recorder: Recorder, stop: AbortSignal, look: () => Promise<void>): Promise<void> {
  const open = new Set<Promise<void>>();
  const everyMs = 1000 / perSecond;
  for (let due = performance.now(); !stop.aborted; await look()) {
    for (const now = performance.now(); due <= now; due += everyMs) {
      const meant = due;
      const sent: Promise<void> = send().then((outcome) => {
        recorder.note(outcome, meant);
        open.delete(sent);
      });
      open.add(sent);
    }
  }
  await Promise.all(open);
}

class Recorder {
  private readonly latencies = new Latencies();
  private readonly outcomes = new Map<string, number>();
  private recording = false;
  private begun = 0;

  begin(): void {
    this.recording = true;
    this.begun = performance.now();
  }

  note(outcome: string, begun: number): void {
    if (!this.recording) return;
    this.latencies.add(performance.now() - begun);
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  end(): Load {
    this.recording = false;
    const seconds = (performance.now() - this.begun) / 1000;
    return { perSecond: Math.round(this.latencies.count / seconds), seconds, outcomes: this.outcomes, latencies: this.latencies };
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
