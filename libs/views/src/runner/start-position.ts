import { checkpointAhead } from '@loyalty/ledger';
import { checkpointOfOtherLog } from '../errors';
import type { ViewCheckpoint } from '../view-store';

/**
 * Where to go on from; 0 when there is no checkpoint. Throws `checkpoint_of_other_log` and `checkpoint_ahead`: going on
 * from either would leave events out without anybody noticing.
 */
export function startPosition(consumer: string, checkpoint: ViewCheckpoint | undefined, log: { readonly logId: string; readonly head: number }): number {
  if (checkpoint === undefined) return 0;
  if (checkpoint.logId !== log.logId) throw checkpointOfOtherLog(consumer, checkpoint.logId, log.logId);
  if (checkpoint.position > log.head) throw checkpointAhead(consumer, checkpoint.position, log.head);
  return checkpoint.position;
}
