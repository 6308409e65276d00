import type { OrderPaid, Reference } from '@loyalty/contracts';
import { rejected } from '@loyalty/kernel';
import type { Ledger, RecordedEvent, Result, Transaction } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import { settledAt } from '../domain/account/due';
import { orderRecordStream, type RecordedOrder } from '../domain/order/order-record';
import { known, walletStream } from '../domain/wallet/wallet';
import { earnForOccasion, earningStreams } from './earn-for-occasion';
import { heldFor, type HeldForOrder } from './held-for-order';
import { paidOrder } from './occasion-of';
import { reactionTo } from './reaction-command';

/**
 * A paid order takes the points that were held for it and earns what the programmes give, and it is recorded which
 * points are the order's. All in one commit; an order that is recorded already changes nothing. A guest has no points.
 */
export async function onOrderPaid(ledger: Ledger, event: RecordedEvent<OrderPaid>): Promise<Result<unknown> | undefined> {
  const { order } = event.data;
  const { memberId } = order;
  if (memberId === undefined) return undefined;
  const record = orderRecordStream(order.shop, order.orderId);
  const streams = await earningStreams(ledger, memberId);
  const held = await heldFor(ledger, memberId, order.pointsHoldId);
  const others = held === undefined ? [] : [walletStream(held.wallet), accountStream(held)];
  return ledger.transact(reactionTo(event), {
    streams: [record, ...streams.all, ...others],
    decide(tx) {
      const { recorded, happened } = tx.state(record);
      if (recorded !== undefined) return { awards: 0 };
      const source: Reference = { kind: 'order', id: `${order.shop}/${order.orderId}` };
      const redemption = held === undefined ? undefined : takeHeld(tx, held, source);
      const awards = earnForOccasion(tx, streams, memberId, paidOrder(event), source, happened);
      tx.execute(record, {
        kind: 'record', at: event.effectiveAt,
        order: { shop: order.shop, orderId: order.orderId, memberId, awards, ...(redemption ? { redemption } : {}) },
      });
      return { awards: awards.length };
    },
  });
}

/** Captures the hold. Where it has run out meanwhile, the same points are taken anew if they are there; else `hold_not_open`. */
function takeHeld(tx: Transaction, held: HeldForOrder, reference: Reference): RecordedOrder['redemption'] {
  const { wallet, memberId, holdId, points } = held;
  const account = accountStream(held);
  const given = { wallet, memberId, at: tx.now, policy: known(tx.state(walletStream(wallet)), wallet), reference };
  const { holds, books } = settledAt(held, tx.state(account), tx.now);
  const isOpen = holds.some((hold) => hold.holdId === holdId);
  if (!isOpen && books.available < points) {
    throw rejected('hold_not_open', 'The hold of this order ran out and its points are not there any more', { ...held });
  }
  const events = tx.execute(account, isOpen ? { kind: 'capture', ...given, holdId } : { kind: 'redeem', ...given, points });
  const taken = events.find((event) => event.type === 'points.captured.v1' || event.type === 'points.redeemed.v1')!;
  return { wallet, redemptionId: taken.data.redemptionId, points };
}
