import type { Timer } from '@loyalty/messaging';
import type { Logger } from '../logging/logger';
import type { Shutdown } from '../lifecycle/shutdown';

/** Work that is done again and again. It may be stopped anywhere: what is left over is found by the next run. */
export interface Job {
  readonly name: string;
  /** Pause between the end of one run and the start of the next. */
  readonly everyMs: number;
  run(signal: AbortSignal): Promise<unknown>;
}

/** Runs each job by itself until the service stops; a run that fails is told, and the next one tries again. */
export function startJobs(jobs: readonly Job[], timer: Timer, log: Logger, shutdown: Shutdown): void {
  for (const job of jobs) {
    const stopping = new AbortController();
    const ended = repeat(job, timer, log, stopping.signal);
    shutdown.add('consumers', job.name, () => {
      stopping.abort();
      return ended;
    });
  }
}

async function repeat({ name, everyMs, run }: Job, timer: Timer, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await timer.sleep(everyMs, signal);
    if (signal.aborted) return;
    await run(signal).catch((error: unknown) => log.error({ msg: 'a job failed and will be tried again', job: name, err: error }));
  }
}
