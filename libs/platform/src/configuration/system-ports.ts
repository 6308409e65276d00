import { randomFillSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { instantFromMs, type Clock, type Random } from '@loyalty/kernel';
import type { Timer } from '@loyalty/messaging';

/** What the machine gives: nothing above or below this room asks it for time or chance itself. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => instantFromMs(Date.now()),
  elapsedMs: () => performance.now(),
};

const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/** The operating system's random bytes, fetched some thousand at a time; each is given out once and wiped from the pool. */
export const systemRandom: Random = {
  bytes(length) {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
    if (used + length > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = pool.slice(used, used + length);
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  },
};

/** Time as the machine lets it pass. */
export const systemTimer: Timer = {
  async sleep(ms, signal) {
    try {
      await sleep(ms, undefined, signal === undefined ? undefined : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

export const systemPorts: Ports = { clock: systemClock, random: systemRandom, timer: systemTimer };
