import type { Timer } from '@loyalty/messaging';

const PATIENCE_MS = 1_000;

/** Why a part of the service cannot do its work now; undefined when it can. */
export type Check = () => string | undefined | Promise<string | undefined>;

/**
 * `needed`: without this part no request can be served, so none should be sent here. `watched`: somebody should look,
 * but one parked customer or one view that stands still must not take the whole service away from all others.
 */
export type Weight = 'needed' | 'watched';

export interface PartHealth {
  readonly ok: boolean;
  readonly weight: Weight;
  readonly reason?: string;
}

export interface Readiness {
  readonly ready: boolean;
  /** Ready, but a watched part is not well. */
  readonly degraded: boolean;
  readonly checks: Readonly<Record<string, PartHealth>>;
}

/** Whether requests should be sent here. Each part adds a check and answers for itself. */
export class ReadinessChecks {
  private readonly checks = new Map<string, { weight: Weight; check: Check }>();

  constructor(private readonly timer: Timer) {}

  add(name: string, weight: Weight, check: Check): void {
    if (this.checks.has(name)) throw new Error(`There is a readiness check "${name}" already`);
    this.checks.set(name, { weight, check });
  }

  async ask(): Promise<Readiness> {
    const results = await Promise.all([...this.checks].map(async ([name, { weight, check }]) => [name, partHealth(weight, await this.reasonOf(check))] as const));
    const unwell = results.map(([, health]) => health).filter(({ ok }) => !ok);
    const ready = unwell.every(({ weight }) => weight === 'watched');
    return { ready, degraded: ready && unwell.length > 0, checks: Object.fromEntries(results) };
  }

  /**
   * A check that throws has found something; what exactly stands in the log, not in an answer that needs no key. Who asks
   * waits for no part longer than a second: a part that is away often says nothing for a while.
   */
  private async reasonOf(check: Check): Promise<string | undefined> {
    const answered = new AbortController();
    try {
      return await Promise.race([check(), this.timer.sleep(PATIENCE_MS, answered.signal).then(() => 'no_answer')]);
    } catch (error) {
      return (error as { code?: string }).code ?? 'the check failed';
    } finally {
      answered.abort();
    }
  }
}

function partHealth(weight: Weight, reason: string | undefined): PartHealth {
  return reason === undefined ? { ok: true, weight } : { ok: false, weight, reason };
}
