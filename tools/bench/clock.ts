import { instantFromMs, type Clock } from '@loyalty/kernel';

/** The machine's own clock; the tools run outside the Nest wiring that provides it to the apps. */
export const wallClock: Clock = {
  now: () => instantFromMs(Date.now()),
  elapsedMs: () => performance.now(),
};
