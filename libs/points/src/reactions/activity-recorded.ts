import type { ActivityRecorded, CustomerRegistered } from '@loyalty/contracts';
import type { Ledger, RecordedEvent, Result } from '@loyalty/ledger';
import type { Activity } from '../domain/earning/occasion';
import { earnForOccasion, earningStreams } from './earn-for-occasion';
import { activity, registration } from './occasion-of';
import { awakenByActivity } from './order-happened';
import { reactionTo } from './reaction-command';

/** An activity earns what the programmes give for its kind, and wakes points of an order that waited for it. */
export async function onActivityRecorded(ledger: Ledger, event: RecordedEvent<ActivityRecorded>): Promise<Result<unknown> | undefined> {
  const awakened = await awakenByActivity(ledger, event);
  const { shop, memberId, activityId } = event.data;
  return (await earn(ledger, event, memberId, activity(event), `${shop}/${activityId}`)) ?? awakened;
}

export function onCustomerRegistered(ledger: Ledger, event: RecordedEvent<CustomerRegistered>): Promise<Result<unknown> | undefined> {
  const { shop, memberId } = event.data;
  return earn(ledger, event, memberId, registration(event), `${shop}/registration`);
}

async function earn(ledger: Ledger, event: RecordedEvent, memberId: string, occasion: Activity, sourceId: string): Promise<Result<unknown> | undefined> {
  const streams = await earningStreams(ledger, memberId);
  if (streams.wallets.length === 0) return undefined;
  return ledger.transact(reactionTo(event), {
    streams: streams.all,
    decide: (tx) => ({ awards: earnForOccasion(tx, streams, memberId, occasion, { kind: 'activity', id: sourceId }).length }),
  });
}
