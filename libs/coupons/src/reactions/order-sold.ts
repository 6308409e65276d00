import type { AttemptRejected, OrderPaid, OrderPlaced, PricedOrder } from '@loyalty/contracts';
import { isDomainError, type DomainError } from '@loyalty/kernel';
import type { Ledger, RecordedEvent, Result } from '@loyalty/ledger';
import { redeemAtOnce } from '../application/redemptions/hold-redemption';
import { commitRedemption } from '../application/redemptions/settle-redemption';
import { attemptStream } from '../domain/attempt/attempts';
import type { OrdersOf } from '../doors/orders-of';
import type { RedemptionDoor } from '../doors/redemption-requests';
import { basketOf, codesOf } from './basket-of-order';
import { reactionTo } from './reaction-command';
import { redemptionMadeOf, redemptionOf } from './redemption-of-order';

/**
 * An order is placed or paid, whichever is told first: what was held for it is used. An order with codes and nothing held
 * is redeemed as it is told. The shop has sold it either way, so a refusal is put on record and parks nothing.
 */
export async function onOrderSold(door: RedemptionDoor, event: RecordedEvent<OrderPlaced | OrderPaid>): Promise<Result<unknown> | undefined> {
  const { order } = event.data;
  const { shop, orderId } = order;
  const hasCodes = codesOf(order).length > 0;
  const found = await redemptionOf(door.ledger, order, hasCodes);
  if (found?.state.order !== undefined) return undefined;
  if (found === undefined && order.redemptionId === undefined && !hasCodes) return undefined;
  const redemptionId = found?.redemptionId ?? order.redemptionId ?? redemptionMadeOf(order);
  try {
    if (found !== undefined || order.redemptionId !== undefined) return await commitRedemption(door.ledger, reactionTo(event), { redemptionId, order: { shop, orderId } });
    return await redeemAtOnce(door, reactionTo(event), { redemptionId, ...(await asTold(order, door.ordersOf)), asFarAsPossible: true });
  } catch (error) {
    if (!isDomainError(error) || !isRefusal(error)) throw error;
    return refused(door.ledger, event, redemptionId, error);
  }
}

async function asTold(order: PricedOrder, ordersOf: OrdersOf) {
  const { shop, orderId, memberId, cartId } = order;
  return {
    basket: basketOf(order), codes: codesOf(order), order: { shop, orderId },
    ...(memberId === undefined ? {} : { member: { memberId, orders: await ordersOf(memberId) } }), ...(cartId === undefined ? {} : { cartId, shop }),
  };
}

/** What asking again cannot change. */
function isRefusal({ retryable, category }: DomainError): boolean {
  return !retryable && ['validation', 'conflict', 'state', 'not_found'].includes(category);
}

function refused(ledger: Ledger, event: RecordedEvent<OrderPlaced | OrderPaid>, redemptionId: string, { code }: DomainError): Promise<Result<unknown>> {
  const { memberId } = event.data.order;
  const stream = attemptStream({ memberId });
  const command = reactionTo(event);
  const attempt: AttemptRejected['data'] = { asked: 'commit', refusal: code, redemptionId, ...(memberId === undefined ? {} : { memberId }), codes: [] };
  return ledger.transact({ ...command, id: `${command.id}:refused` }, {
    streams: [stream],
    decide(tx) {
      tx.execute(stream, { attempt, at: tx.now });
      return { refused: code };
    },
  });
}
