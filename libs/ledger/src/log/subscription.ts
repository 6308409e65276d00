import { checkpointAhead } from './errors';
import type { Page, ReadAllOptions } from './event-store';
import { assertLimit } from './limits';
import type { LiveTail } from './live-tail';

/**
 * A subscription made of reads: from memory where the tail still has them, else from the store, and asleep when there
 * is nothing. A page is asked for only after the one before was taken, so a slow consumer holds nothing up.
 * Throws `checkpoint_ahead` at its first page when it is to go on from a position that the log has not reached.
 */
export async function* subscribeByReading(
  options: ReadAllOptions & { signal: AbortSignal },
  tail: LiveTail,
  read: (options: ReadAllOptions) => Promise<Page>,
): AsyncGenerator<Page> {
  let after = options.after;
  assertLimit(options.limit);
  if (after > tail.head && !options.signal.aborted) throw checkpointAhead('subscriber', after, tail.head);
  const wake = () => tail.wake();
  options.signal.addEventListener('abort', wake);
  try {
    while (!options.signal.aborted) {
      await tail.more(after);
      if (options.signal.aborted) return;
      const page = await read({ ...options, after });
      if (page.through === after) continue;
      after = page.through;
      yield page;
    }
  } finally {
    options.signal.removeEventListener('abort', wake);
  }
}
