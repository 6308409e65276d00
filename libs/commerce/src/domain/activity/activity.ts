import type { Activity, ActivityRecorded, ActivityRecordedFact, ParkingEvent } from '@loyalty/contracts';
import { factDecider } from '../facts/fact-decider';
import type { Told } from '../facts/told';
import { contradiction, effect, KNOWN, type Verdict } from '../facts/verdict';

export interface ActivityState {
  readonly known?: Activity;
}

/** One activity of a member: stream `activity-<shop>.<activityId>`, with one event in it. */
export const activity = factDecider<ActivityState, ActivityRecordedFact, ActivityRecorded>({ initial: {}, stateVersion: 1, judge, evolve });

function judge({ fact, at }: Told<ActivityRecordedFact>, { known }: ActivityState): Verdict<ActivityRecorded> {
  const { data } = fact;
  if (known === undefined) return effect({ type: 'activity.recorded.v1', effectiveAt: at, data: { factId: fact.factId, ...data } });
  const same = data.memberId === known.memberId && data.activity === known.activity && data.orderId === known.orderId && data.sku === known.sku;
  return same ? KNOWN : contradiction('activity_differs', { activityId: data.activityId });
}

function evolve(state: ActivityState, event: ActivityRecorded | ParkingEvent): ActivityState {
  return event.type === 'activity.recorded.v1' ? { known: event.data } : state;
}
