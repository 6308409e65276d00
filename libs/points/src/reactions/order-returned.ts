import type { OrderCancelled, OrderRefunded, PointsOrderReturned } from '@loyalty/contracts';
import type { Ledger, RecordedEvent, Result, Transaction } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';
import { orderRecordStream, type RecordedOrder } from '../domain/order/order-record';
import { pointsReturned, spentPointsReturned } from '../domain/order/returned-points';
import { reversalStream } from '../domain/reversal/reversal';
import { known, walletStream } from '../domain/wallet/wallet';
import { originalRedemption } from '../application/original';
import { heldFor } from './held-for-order';
import { reactionTo } from './reaction-command';

type Return = PointsOrderReturned['data'];

/** Goods or money went back: the points they earned are taken back, the points that paid for them given back. */
export function onOrderRefunded(ledger: Ledger, event: RecordedEvent<OrderRefunded>): Promise<Result<unknown> | undefined> {
  const { refundId, order, lines, wholeOrderMinor, refundedMinor, complete } = event.data;
  return orderReturned(ledger, event, order, {
    returnId: refundId,
    lines: lines.map(({ line, refundedMinor: part, refundedQuantity }) => (line.payableMinor > 0
      ? { lineId: line.lineId, part, of: line.payableMinor }
      : { lineId: line.lineId, part: refundedQuantity, of: line.quantity })),
    wholeOrderMinor,
    amount: { part: refundedMinor, of: order.totalMinor },
    complete,
  });
}

/** An order that was paid is taken back as a whole; before that, only its hold is given back. */
export async function onOrderCancelled(ledger: Ledger, event: RecordedEvent<OrderCancelled>): Promise<Result<unknown> | undefined> {
  const { order, wasPaid } = event.data;
  if (wasPaid) {
    const amount = { part: order.totalMinor, of: order.totalMinor };
    return orderReturned(ledger, event, order, { returnId: 'cancelled', lines: [], wholeOrderMinor: 0, amount, complete: true });
  }
  const held = order.memberId === undefined ? undefined : await heldFor(ledger, order.memberId, order.pointsHoldId);
  if (held === undefined) return undefined;
  const account = accountStream(held);
  return ledger.transact(reactionTo(event), {
    streams: [account],
    decide(tx) {
      const isOpen = tx.state(account).holds.some(({ holdId, expiresAt }) => holdId === held.holdId && expiresAt > tx.now);
      if (isOpen) tx.execute(account, { kind: 'release', ...held, at: tx.now });
      return { released: isOpen };
    },
  });
}

async function orderReturned(ledger: Ledger, event: RecordedEvent<OrderRefunded | OrderCancelled>, { shop, orderId }: { shop: string; orderId: string }, returned: Return): Promise<Result<unknown> | undefined> {
  const record = orderRecordStream(shop, orderId);
  const { recorded } = (await ledger.peek(record)).state;
  if (recorded === undefined) return undefined;
  const spent = recorded.redemption && (await originalRedemption(ledger, { ...recorded.redemption, memberId: recorded.memberId }, recorded.redemption.redemptionId));
  return ledger.transact(reactionTo(event), {
    streams: [record, ...streamsOf(recorded)],
    decide(tx) {
      tx.execute(record, { kind: 'return', at: event.effectiveAt, returned });
      const back = tx.state(record).returned;
      const reference = { kind: 'refund' as const, id: `${shop}/${orderId}/${returned.returnId}` };
      for (const award of recorded.awards) {
        const { id, at, policy, points } = counted(tx, recorded, award.wallet, award.awardId, award.points, pointsReturned(award, back));
        if (points > 0) tx.execute(accountStream(id), { kind: 'clawBack', ...id, at, policy, points, awardId: award.awardId, ...(event.type === 'order.cancelled.v1' ? { orderCancelled: true } : {}), occurredAt: event.effectiveAt < at ? event.effectiveAt : at, reference });
      }
      const { redemption } = recorded;
      if (redemption === undefined || spent === undefined) return {};
      const { id, at, policy, points, before } = counted(tx, recorded, redemption.wallet, redemption.redemptionId, spent.points, spentPointsReturned(spent.points, back));
      if (points > 0) tx.execute(accountStream(id), { kind: 'reinstate', ...id, at, policy, points, redemptionId: redemption.redemptionId, taken: spent.slices, givenBack: before, reference });
      return {};
    },
  });
}

/** What is still to be taken back to come up to `target`, and counts it. */
function counted(tx: Transaction, { memberId }: RecordedOrder, wallet: string, originalId: string, originalPoints: number, target: number) {
  const id: AccountId = { wallet, memberId };
  const counter = reversalStream(id, originalId);
  const before = tx.state(counter).totalPoints;
  const points = Math.max(target - before, 0);
  if (points > 0) tx.execute(counter, { originalId, originalPoints, points, at: tx.now });
  return { id, at: tx.now, policy: known(tx.state(walletStream(wallet)), wallet), points, before };
}

function streamsOf({ memberId, awards, redemption }: RecordedOrder) {
  const parts = [...awards.map(({ wallet, awardId }) => ({ wallet, id: awardId })), ...(redemption ? [{ wallet: redemption.wallet, id: redemption.redemptionId }] : [])];
  return parts.flatMap(({ wallet, id }) => [walletStream(wallet), accountStream({ wallet, memberId }), reversalStream({ wallet, memberId }, id)]);
}
