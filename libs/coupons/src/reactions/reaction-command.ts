import { eventId, type Command, type RecordedEvent } from '@loyalty/ledger';

/** The command by which coupons react to an event: however often it is delivered, it is the same command. */
export function reactionTo(event: Pick<RecordedEvent, 'stream' | 'revision'>): Command {
  const id = eventId(event);
  return { id: `coupons:${id}`, fingerprint: id, actor: 'coupons', cause: id };
}
