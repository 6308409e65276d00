import { checkpointAhead, checkpointOfOtherLog } from './errors';
import type { EventStore } from './event-store';

/**
 * Where a consumer goes on from; 0 when it has no checkpoint. Throws `checkpoint_of_other_log` and `checkpoint_ahead`:
 * going on from either would leave events out without anybody noticing. The log's end is asked for after the checkpoint
 * was read: another process may have moved both on meanwhile.
 */
export async function startPosition(consumer: string, checkpoint: { readonly position: number; readonly logId: string } | undefined, log: Pick<EventStore, 'logId' | 'head'>): Promise<number> {
  if (checkpoint === undefined) return 0;
  if (checkpoint.logId !== log.logId) throw checkpointOfOtherLog(consumer, checkpoint.logId, log.logId);
  const head = await log.head();
  if (checkpoint.position > head) throw checkpointAhead(consumer, checkpoint.position, head);
  return checkpoint.position;
}
