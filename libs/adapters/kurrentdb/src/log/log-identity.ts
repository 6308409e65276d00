import { jsonEvent, STREAM_STATE } from '@kurrent/kurrentdb-client';
import { notFound } from '@loyalty/kernel';
import { corrupt } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { fromKurrent, isAnswerLost } from '../connection/kurrent-error';
import type { KurrentParts } from './parts';
import { Patience } from './patience';
import { LOG_STREAM } from './streams';

const LOG_TYPE = 'ledger.opened.v1';

/**
 * The log's id; made by whoever opens the log first. Waits for a server that is away, up to `openWithin_ms`. Throws
 * `store_unavailable`, `log_unknown`.
 */
export function logIdentity(connection: Connection, parts: KurrentParts): Promise<string> {
  return whenThere(parts, async () => (await readIdentity(connection)) ?? propose(connection, parts));
}

/** The id of a log that is there: for those who only read. Throws `store_not_found` beside the others. */
export function knownIdentity(connection: Connection, parts: KurrentParts): Promise<string> {
  return whenThere(parts, async () => {
    const found = await readIdentity(connection);
    if (found === undefined) throw notFound('store_not_found', 'There is no ledger of that name on the KurrentDB server', {});
    return found;
  });
}

async function whenThere(parts: KurrentParts, ask: () => Promise<string | undefined>): Promise<string> {
  const patience = new Patience(parts.timer, new AbortController().signal);
  const deadline = parts.clock.elapsedMs() + parts.openWithin_ms;
  for (;;) {
    try {
      const found = await ask();
      if (found !== undefined) return found;
    } catch (error) {
      if (!isAnswerLost(error) || parts.clock.elapsedMs() >= deadline) throw fromKurrent(error);
      await patience.wait();
    }
  }
}

async function readIdentity(connection: Connection): Promise<string | undefined> {
  const [stored] = await connection.readStream(LOG_STREAM, { from: 1, count: 1 });
  if (stored === undefined) return undefined;
  const { logId } = JSON.parse(stored.text) as { logId?: string };
  if (stored.type === LOG_TYPE && logId !== undefined && /^[0-9a-f]{32}$/.test(logId)) return logId;
  throw corrupt('log_unknown', `${LOG_STREAM} was written by another program`, { type: stored.type });
}

/** Of several that propose an id at once one is taken; all of them read it then. */
async function propose(connection: Connection, { random, newId }: KurrentParts): Promise<undefined> {
  const logId = Buffer.from(random.bytes(16)).toString('hex');
  await connection.append(
    [{ streamName: LOG_STREAM, record: jsonEvent({ id: newId(), type: LOG_TYPE, data: { logId } }) }],
    [{ type: STREAM_STATE, streamName: LOG_STREAM, expectedState: 'no_stream' }]);
  return undefined;
}
