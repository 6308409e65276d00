import { COMMERCE_EVENT_TYPES, type CommerceEvent } from '@loyalty/contracts';
import { invalid } from '@loyalty/kernel';
import type { RecordedEvent, Result } from '@loyalty/ledger';
import { APPLIED, DUPLICATE, ignored, type Reaction } from '@loyalty/messaging';
import type { RedemptionDoor } from '../doors/redemption-requests';
import { onCartAbandoned, onOrderCancelled, onOrderRefunded } from './order-returned';
import { onOrderSold } from './order-sold';

const KNOWN: ReadonlySet<string> = new Set(COMMERCE_EVENT_TYPES);

/** What coupons do when something happened at the shop. Every event leads to commands whose ids follow from it. */
export function couponsReaction(door: RedemptionDoor): Reaction {
  return {
    name: 'coupons',
    categories: ['order', 'cart'],
    async handle(event) {
      assertKnown(event.type);
      const result = await react(door, event as unknown as RecordedEvent<CommerceEvent>);
      if (result === undefined) return ignored('nothing_for_coupons');
      return result.repeated ? DUPLICATE : APPLIED;
    },
  };
}

function react(door: RedemptionDoor, event: RecordedEvent<CommerceEvent>): Promise<Result<unknown> | undefined> {
  switch (event.type) {
    case 'order.placed.v1':
    case 'order.paid.v1': return onOrderSold(door, event as never);
    case 'order.cancelled.v1': return onOrderCancelled(door, event as never);
    case 'order.refunded.v1': return onOrderRefunded(door.ledger, event as never);
    case 'cart.abandoned.v1': return onCartAbandoned(door, event as never);
    default: return Promise.resolve(undefined);
  }
}

/** A type that this version does not know may mean coupons: it waits for one that does. Throws `event_type_unknown`. */
function assertKnown(type: string): void {
  if (!KNOWN.has(type)) throw invalid('event_type_unknown', `Coupons do not know what ${type.slice(0, 80)} means`, { type: type.slice(0, 80) });
}
