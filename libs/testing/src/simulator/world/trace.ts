/** One thing that happened in a run. */
export interface TraceLine {
  readonly step: number;
  readonly atMs: number;
  readonly who: string;
  readonly what: string;
}

/**
 * What happened, in order. Off while seeds are searched, because writing it costs more than the run itself; a failing
 * seed is run again with it, for the same seed makes the same steps.
 */
export class Trace {
  readonly lines: TraceLine[] = [];

  constructor(private readonly on: boolean, private readonly time: { readonly steps: number; readonly nowMs: number }) {}

  /** `what` is only asked when somebody will read it. */
  say(who: string, what: () => string): void {
    if (this.on) this.lines.push({ step: this.time.steps, atMs: this.time.nowMs, who, what: what() });
  }
}
