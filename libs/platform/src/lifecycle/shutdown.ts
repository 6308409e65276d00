import type { LoggerService } from '@nestjs/common';
import type { Clock } from '@loyalty/kernel';
import type { Timer } from '@loyalty/views';

/**
 * The order in which a service stops. Each phase ends before the next begins, so nothing is ever closed under someone
 * who still works with it. Nest's own hooks would close stores before consumers have stopped (nestjs/mongoose #2309).
 */
export const PHASES = [
  'intake', // nothing new comes in; what came in is answered
  'consumers', // consumers, publishers and projections end their batch and keep their place
  'messages', // what they had to say is sent
  'ledger', // every command that was taken is durable and answered
  'checkpoints', // last words: signed checkpoints, snapshots
  'stores', // files and connections
] as const;
export type Phase = (typeof PHASES)[number];

interface Stoppable {
  readonly name: string;
  stop(signal: AbortSignal): Promise<void> | void;
}

/** What has to be stopped, and whether that has begun. */
export class Shutdown {
  private readonly parts = new Map<Phase, Stoppable[]>(PHASES.map((phase) => [phase, []]));
  private running: Promise<boolean> | undefined;

  constructor(private readonly ports: { clock: Clock; timer: Timer; log: LoggerService; deadlineMs: number }) {}

  /** `stop` is told by the signal when the time is over: then it has to let go of what is still open. */
  add(phase: Phase, name: string, stop: Stoppable['stop']): void {
    this.parts.get(phase)!.push({ name, stop });
  }

  get begun(): boolean {
    return this.running !== undefined;
  }

  /** Stops everything, once. True when all parts stopped in time and without an error. */
  run(reason: string): Promise<boolean> {
    return (this.running ??= this.stopAll(reason));
  }

  private async stopAll(reason: string): Promise<boolean> {
    const { clock, log, timer, deadlineMs } = this.ports;
    const begun = clock.elapsedMs();
    log.log({ msg: 'stopping', reason });
    const late = new AbortController();
    const finished = new AbortController();
    void timer.sleep(deadlineMs, finished.signal).then(() => late.abort());
    let clean = true;
    for (const phase of PHASES) {
      const results = await Promise.all(this.parts.get(phase)!.map((part) => this.stopOne(phase, part, late.signal)));
      clean &&= results.every(Boolean);
    }
    finished.abort();
    log.log({ msg: 'stopped', clean, ms: Math.round(clock.elapsedMs() - begun) });
    return clean;
  }

  /** A part that fails or is late does not keep the others from stopping. */
  private async stopOne(phase: Phase, { name, stop }: Stoppable, late: AbortSignal): Promise<boolean> {
    const { log } = this.ports;
    try {
      const overdue = Promise.withResolvers<'late'>();
      const graceAfterLate = () => void this.ports.timer.sleep(GRACE_MS).then(() => overdue.resolve('late'));
      if (late.aborted) graceAfterLate();
      else late.addEventListener('abort', graceAfterLate, { once: true });
      const outcome = await Promise.race([Promise.resolve(stop(late)), overdue.promise]);
      late.removeEventListener('abort', graceAfterLate);
      if (outcome !== 'late') return !late.aborted;
      log.error({ msg: 'did not stop in time', phase, part: name });
    } catch (error) {
      log.error({ msg: 'failed to stop', phase, part: name, err: error });
    }
    return false;
  }
}

/** How long a part has, after the deadline, to let go; and how long each part has once the deadline is over. */
const GRACE_MS = 500;
