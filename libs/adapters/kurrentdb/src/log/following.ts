import { assertLimit, type Page, type ReadAllOptions } from '@loyalty/ledger';
import { isDomainError } from '@loyalty/kernel';
import type { Connection, OpenCall } from '../connection/connection';
import { fromKurrent } from '../connection/kurrent-error';
import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import type { Marks } from './marks';
import { PageBuilder } from './page-builder';
import type { KurrentParts } from './parts';
import { Patience } from './patience';
import { filterFor } from './streams';

/** Attempts in a row to get a lost subscription back before its consumer is told. */
const ATTEMPTS_MAX = 10;

export type FollowOptions = ReadAllOptions & { readonly signal: AbortSignal };

/**
 * A catch-up subscription. The server is read no further while the consumer holds a page; what is in between is bounded
 * by the driver's buffers. A lost connection is taken up again after the last position that was given, so nothing is
 * missed and nothing comes twice. Throws `checkpoint_ahead`, and `store_unavailable` when the server stays away.
 */
export async function* follow(connection: Connection, marks: Marks, parts: KurrentParts, options: FollowOptions): AsyncGenerator<Page> {
  const { signal } = options;
  assertLimit(options.limit);
  const patience = new Patience(parts.timer, signal);
  let { after } = options;
  while (!signal.aborted) {
    try {
      for await (const page of pages(connection, marks, { ...options, after }, () => patience.succeeded())) {
        after = page.through;
        yield page;
      }
    } catch (error) {
      if (signal.aborted) return;
      const named = isDomainError(error) ? error : fromKurrent(error);
      if (named.code !== 'store_unavailable' || patience.waited >= ATTEMPTS_MAX) throw named;
    }
    marks.forget();
    await patience.wait();
  }
}

/** Until the connection is lost or the signal aborts; `heard` is called whenever the server says something. */
async function* pages(connection: Connection, marks: Marks, { after, limit, categories, signal }: FollowOptions, heard: () => void): AsyncGenerator<Page> {
  const mark = await marks.before(after, 'subscriber');
  if (signal.aborted) return;
  const call = await connection.follow(mark?.place, filterFor(categories));
  const next = (from: number) => new PageBuilder(from, categories === undefined, (seen) => marks.remember(seen));
  try {
    for (let page = next(after); !signal.aborted;) {
      const response = call.responses.read() as ReadResp | null;
      if (response !== null) {
        heard();
        const stored = connection.storedOf(response);
        if (stored !== undefined) page.take(stored);
        if (page.events.length < limit) continue;
      }
      if (page.through === page.after) {
        if (!(await arrives(call, signal))) return;
        continue;
      }
      if (page.events.length < limit && (await moreAtOnce(call))) continue;
      yield page.page();
      page = next(page.through);
    }
  } finally {
    call.responses.cancel();
  }
}

/** Whether more has come by the next turn of the event loop, so that it can go into the same page. */
async function moreAtOnce({ responses }: OpenCall): Promise<boolean> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  return responses.readableLength > 0;
}

/** Waits for the next message; false when none can come any more. Throws what the call failed with. */
async function arrives(call: OpenCall, signal: AbortSignal): Promise<boolean> {
  const { responses } = call;
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  const ends = ['readable', 'end', 'close', 'error'];
  for (const name of ends) responses.on(name, wake);
  signal.addEventListener('abort', wake);
  if (responses.readableLength === 0 && !responses.readableEnded && call.failure() === undefined && !signal.aborted) await promise;
  signal.removeEventListener('abort', wake);
  for (const name of ends) responses.off(name, wake);
  const failure = call.failure();
  if (failure !== undefined && !signal.aborted) throw failure;
  return !signal.aborted && !responses.readableEnded;
}
