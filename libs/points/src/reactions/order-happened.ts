import type { ActivityRecorded, OrderFulfilled } from '@loyalty/contracts';
import { DomainError } from '@loyalty/kernel';
import type { Ledger, RecordedEvent, Result } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import { orderRecordStream } from '../domain/order/order-record';
import { reactionTo } from './reaction-command';

/** Points that waited for the order to be fulfilled become available; if the order is not paid yet, it is noted. */
export function onOrderFulfilled(ledger: Ledger, event: RecordedEvent<OrderFulfilled>): Promise<Result<unknown> | undefined> {
  const { shop, orderId, memberId } = event.data.order;
  return memberId === undefined ? Promise.resolve(undefined) : orderHappened(ledger, event, shop, orderId, 'order.fulfilled');
}

/** Points that waited for an activity of the order, such as `delivery.confirmed`, become available. */
export function awakenByActivity(ledger: Ledger, event: RecordedEvent<ActivityRecorded>): Promise<Result<unknown> | undefined> {
  const { shop, orderId, activity } = event.data;
  return orderId === undefined ? Promise.resolve(undefined) : orderHappened(ledger, event, shop, orderId, `activity:${activity}`);
}

async function orderHappened(ledger: Ledger, event: RecordedEvent, shop: string, orderId: string, what: string): Promise<Result<unknown>> {
  const record = orderRecordStream(shop, orderId);
  const { recorded } = (await ledger.peek(record)).state;
  const waiting = recorded?.awards.filter(({ awaits }) => awaits === what) ?? [];
  const accounts = waiting.map(({ wallet }) => accountStream({ wallet, memberId: recorded!.memberId }));
  const command = reactionTo(event);
  return ledger.transact({ ...command, id: `${command.id}:${what}` }, {
    streams: [record, ...accounts],
    decide(tx) {
      // An activity is on a stream of its own, so the order may be recorded at this very moment: then look again.
      if (tx.state(record).recorded !== undefined && recorded === undefined) throw recordedMeanwhile(shop, orderId);
      tx.execute(record, { kind: 'note', at: event.effectiveAt, what });
      for (const { wallet, awardId } of waiting) {
        const { memberId } = recorded!;
        tx.execute(accountStream({ wallet, memberId }), { kind: 'awaken', wallet, memberId, at: tx.now, lotIds: [awardId] });
      }
      return { awakened: waiting.length };
    },
  });
}

function recordedMeanwhile(shop: string, orderId: string): DomainError {
  return new DomainError('conflict', 'order_recorded_meanwhile', 'The order was recorded at the same moment', { shop, orderId }, { retryable: true });
}
