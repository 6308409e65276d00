import type { SeededRandom } from '@loyalty/kernel';
import { storeUnavailable } from '@loyalty/ledger';
import type { Faults } from '../swarm';
import type { Life } from './life';

/** Where a process waits for something outside itself. */
export type Point = 'append' | 'sync' | 'appended' | 'read' | 'turn' | 'view' | 'checkpoint';

export interface StrikeParts {
  readonly life: Life;
  readonly random: SeededRandom;
  faults(): Faults;
  crash(where: string): void;
  /** Another process takes over although this one still runs. */
  usurp(): void;
  say(what: () => string): void;
  /** Counts that a fault has struck. */
  count(fault: keyof Faults): void;
}

const failureAt: Readonly<Partial<Record<Point, keyof Faults>>> = { sync: 'failedSync', appended: 'ambiguous', read: 'failedRead', checkpoint: 'failedCheckpoint' };

/**
 * What may befall a process at one of its awaits: it dies there, the call fails, or it takes long. The promise is
 * awaited in place of the call's own; a call that is spared waits for nothing.
 */
export function strike(parts: StrikeParts, point: Point): Promise<void> | void {
  const { life, random, faults, crash, say } = parts;
  if (!life.alive) return life.never();
  const chances = faults();
  const { crash: crashes, usurped, slowDisk } = chances;
  if (crashes > 0 && random.chance(crashes)) {
    crash(point);
    return life.never();
  }
  if (point === 'turn' && usurped > 0 && random.chance(usurped)) parts.usurp();
  const failure = failureAt[point];
  const failing = failure === undefined ? 0 : chances[failure];
  if (failing > 0 && random.chance(failing)) {
    say(() => `${point} fails`);
    parts.count(failure!);
    throw storeUnavailable(`simulated at ${point}`);
  }
  if (slowDisk === 0 || !random.chance(slowDisk)) return;
  parts.count('slowDisk');
  return life.sleep(random.int(random.pick([2, 20, 2_000])));
}
