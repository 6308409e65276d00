import type { Timer } from '@loyalty/messaging';

const FIRST_MS = 50;
const LONGEST_MS = 2_000;

/** Waits longer after each failure in a row: 50 ms, doubled up to two seconds. */
export class Patience {
  private failures = 0;

  constructor(private readonly timer: Timer, private readonly signal: AbortSignal) {}

  /** How often it was waited since the last success. */
  get waited(): number {
    return this.failures;
  }

  async wait(): Promise<void> {
    const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    await this.timer.sleep(ms, this.signal);
  }

  succeeded(): void {
    this.failures = 0;
  }
}
