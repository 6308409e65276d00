import { setTimeout as sleep } from 'node:timers/promises';
import type { Timer } from '@loyalty/messaging';

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
