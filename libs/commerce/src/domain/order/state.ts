import type { Instant } from '@loyalty/kernel';
import type { FactWaiting, OrderEvent, ParkingEvent, PricedOrder } from '@loyalty/contracts';
import { afterRefund, NO_REFUNDS, type Refunds } from './refunds';

export type Waiting = FactWaiting['data'];

export interface OrderState {
  readonly placed: boolean;
  readonly paidAt?: Instant;
  readonly fulfilled: boolean;
  readonly cancelled: boolean;
  /** As it was paid, or else as it was placed. */
  readonly order?: PricedOrder;
  readonly refunds: Refunds;
  /** Facts that came before what they build on, oldest first. */
  readonly waiting: readonly Waiting[];
}

export const NO_ORDER: OrderState = { placed: false, fulfilled: false, cancelled: false, refunds: NO_REFUNDS, waiting: [] };

export function evolveOrder(state: OrderState, event: OrderEvent | ParkingEvent): OrderState {
  switch (event.type) {
    case 'order.placed.v1': return { ...state, placed: true, order: state.paidAt === undefined ? event.data.order : state.order! };
    case 'order.paid.v1': return { ...state, paidAt: event.effectiveAt, cancelled: false, order: event.data.order };
    case 'order.fulfilled.v1': return { ...state, fulfilled: true, waiting: without(state.waiting, event.data.factId) };
    case 'order.cancelled.v1': return { ...state, cancelled: true, waiting: without(state.waiting, event.data.factId) };
    case 'order.refunded.v1':
      return { ...state, refunds: afterRefund(state.refunds, event.data, state.order!), waiting: without(state.waiting, event.data.factId) };
    case 'fact.waiting.v1': return { ...state, waiting: [...state.waiting, event.data] };
    case 'fact.parked.v1': return { ...state, waiting: without(state.waiting, event.data.fact.factId) };
    default: return state;
  }
}

function without(waiting: readonly Waiting[], factId: string): readonly Waiting[] {
  return waiting.length === 0 ? waiting : waiting.filter(({ fact }) => fact.factId !== factId);
}
