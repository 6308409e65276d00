import type { CartAbandoned, OrderCancelled, OrderRefunded } from '@loyalty/contracts';
import type { Ledger, RecordedEvent, Result } from '@loyalty/ledger';
import { releaseTogether } from '../application/payments/give-back';
import type { PayingDesk } from '../application/payments/payments';
import { returnUnits, reverseRedemption } from '../application/redemptions/settle-redemption';
import { redemptionOfCart } from '../doors/asked-of';
import { redemptionStream } from '../domain/redemption/redemption';
import { reactionTo } from './reaction-command';
import { redemptionOf } from './redemption-of-order';

type Reacted = Promise<Result<unknown> | undefined>;

/** An order that does not count any more: what it used comes back by each campaign's policy, what is only held is given back. */
export async function onOrderCancelled(desk: PayingDesk, event: RecordedEvent<OrderCancelled>): Reacted {
  const found = await redemptionOf(desk.ledger, event.data.order);
  if (found?.state.status === 'committed') return reverseRedemption(desk.ledger, reactionTo(event), found);
  if (found?.state.status === 'held') return releaseTogether(desk, reactionTo(event), { redemptionId: found.redemptionId, reason: 'order_cancelled' });
  return undefined;
}

/** Units came back: so does what campaigns gave for them. Money without units changes nothing here. */
export async function onOrderRefunded(ledger: Ledger, event: RecordedEvent<OrderRefunded>): Reacted {
  const { order, lines, complete } = event.data;
  const found = await redemptionOf(ledger, order);
  if (found?.state.status !== 'committed') return undefined;
  if (complete) return reverseRedemption(ledger, reactionTo(event), found);
  const units = lines.filter(({ quantity }) => quantity > 0).map(({ line, quantity }) => ({ lineId: line.lineId, quantity }));
  return units.length === 0 ? undefined : returnUnits(ledger, reactionTo(event), { redemptionId: found.redemptionId, lines: units, asFarAsPossible: true });
}

/** A cart that nobody comes back to gives back what it holds. */
export async function onCartAbandoned(desk: PayingDesk, event: RecordedEvent<CartAbandoned>): Reacted {
  const redemptionId = redemptionOfCart(event.data);
  const { state } = await desk.ledger.peek(redemptionStream(redemptionId));
  return state.status === 'held' ? releaseTogether(desk, reactionTo(event), { redemptionId, reason: 'cart_abandoned' }) : undefined;
}
