import { instantFromMs, type Clock } from '@loyalty/kernel';
import type { Timer } from '@loyalty/messaging';
import type { Scheduler } from './scheduler';

/** 2026-01-30T09:00Z: virtual time begins two days before a short month. */
export const START_MS = Date.UTC(2026, 0, 30, 9);

/**
 * One life of a process, from a start to the crash that ends it. Everything in it that waits, waits through here; once
 * it is dead nothing it waits for ever comes, so none of its code runs on.
 */
export class Life implements Timer {
  alive = true;
  /** What the machine's clock is wrong by, in milliseconds. */
  skewMs = 0;
  readonly clock: Clock;

  constructor(private readonly scheduler: Scheduler) {
    this.clock = { now: () => instantFromMs(START_MS + scheduler.nowMs + this.skewMs), elapsedMs: () => scheduler.nowMs };
  }

  /** Resolves after so many virtual milliseconds or when the signal aborts; never in a process that is dead by then. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (!this.alive) return this.never();
    return new Promise((resolve) => {
      const wake = () => {
        if (this.alive) resolve();
      };
      this.scheduler.after(ms, wake);
      if (signal?.aborted === true) wake();
      else signal?.addEventListener('abort', wake);
    });
  }

  /** What a dead process waits for; a promise of its own each time, so that nothing keeps the dead in memory. */
  never(): Promise<never> {
    return new Promise(() => undefined);
  }
}
