import { activityStream, cartStream, customerStream, orderStream, skuStream, type Fact, type Order } from '@loyalty/contracts';
import { categoryOf, type StreamOf } from '@loyalty/ledger';
import { notFound } from '@loyalty/kernel';
import { activity, cart, customer, order, sku, type FactDecider } from '../domain';

/* eslint-disable @typescript-eslint/no-explicit-any -- aggregates of every kind, told apart by the fact */
/** A stream of commerce with the decider of its facts. */
export interface FactStream extends StreamOf<any, any, any> {
  readonly decider: FactDecider<any, any, any>;
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/** The stream that a fact is about. */
export function streamOfFact({ type, data }: Fact): FactStream {
  switch (type) {
    case 'order.placed':
    case 'order.paid': return { name: orderStream(data.order.shop, data.order.orderId), decider: order };
    case 'order.fulfilled':
    case 'order.cancelled':
    case 'order.refunded': return { name: orderStream(data.shop, data.orderId), decider: order };
    case 'cart.updated':
    case 'cart.abandoned': return { name: cartStream(data.shop, data.cartId), decider: cart };
    case 'customer.registered':
    case 'customer.updated': return { name: customerStream(data.shop, data.memberId), decider: customer };
    case 'activity.recorded': return { name: activityStream(data.shop, data.activityId), decider: activity };
    case 'stock.changed':
    case 'product.changed': return { name: skuStream(data.shop, data.sku), decider: sku };
  }
}

/** The stream of the cart that became this order, if the order names one. */
export function streamOfItsCart({ shop, cartId }: Pick<Order, 'shop' | 'cartId'>) {
  return cartId === undefined ? undefined : { name: cartStream(shop, cartId), decider: cart };
}

const DECIDERS: ReadonlyMap<string, FactStream['decider']> = new Map(Object.entries({ order, cart, customer, activity, sku }));

/** A stream of commerce by its name. @throws not_found `stream_unknown` */
export function streamByName(name: string): FactStream {
  const decider = DECIDERS.get(categoryOf(name));
  if (decider === undefined) throw notFound('stream_unknown', 'Commerce has no such stream', { stream: name.slice(0, 80) });
  return { name, decider };
}
