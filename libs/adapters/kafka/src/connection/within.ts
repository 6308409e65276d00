import type { Timer } from '@loyalty/messaging';

/** Waits for the work, but no longer than so many milliseconds. Answers whether it was done in time. */
export async function within(timer: Timer, ms: number, work: Promise<unknown> | undefined): Promise<boolean> {
  const done = new AbortController();
  const late = timer.sleep(ms, done.signal).then(() => false);
  const inTime = await Promise.race([Promise.resolve(work).then(() => true), late]);
  done.abort();
  return inTime;
}
