import { COMMERCE_EVENT_TYPES, type CommerceEvent } from '@loyalty/contracts';
import { invalid } from '@loyalty/kernel';
import type { Ledger, RecordedEvent, Result } from '@loyalty/ledger';
import { APPLIED, DUPLICATE, ignored, type Reaction } from '@loyalty/messaging';
import { onActivityRecorded, onCustomerRegistered } from './activity-recorded';
import { onOrderFulfilled } from './order-happened';
import { onOrderPaid } from './order-paid';
import { onOrderCancelled, onOrderRefunded } from './order-returned';

const KNOWN: ReadonlySet<string> = new Set(COMMERCE_EVENT_TYPES);

/** What points do when something happened at the shop. Every event leads to commands whose ids follow from it. */
export function pointsReaction(ledger: Ledger): Reaction {
  return {
    name: 'points',
    categories: ['order', 'activity', 'customer'],
    async handle(event) {
      assertKnown(event.type);
      const result = await react(ledger, event as unknown as RecordedEvent<CommerceEvent>);
      if (result === undefined) return ignored('nothing_for_points');
      return result.repeated ? DUPLICATE : APPLIED;
    },
  };
}

function react(ledger: Ledger, event: RecordedEvent<CommerceEvent>): Promise<Result<unknown> | undefined> {
  switch (event.type) {
    case 'order.paid.v1': return onOrderPaid(ledger, event as never);
    case 'order.fulfilled.v1': return onOrderFulfilled(ledger, event as never);
    case 'order.refunded.v1': return onOrderRefunded(ledger, event as never);
    case 'order.cancelled.v1': return onOrderCancelled(ledger, event as never);
    case 'activity.recorded.v1': return onActivityRecorded(ledger, event as never);
    case 'customer.registered.v1': return onCustomerRegistered(ledger, event as never);
    default: return Promise.resolve(undefined);
  }
}

/** A type that this version does not know may mean points: it waits for one that does. Throws `event_type_unknown`. */
function assertKnown(type: string): void {
  if (!KNOWN.has(type)) throw invalid('event_type_unknown', `Points do not know what ${type.slice(0, 80)} means`, { type: type.slice(0, 80) });
}
