import { canonicalJson, instant, laterOf, rejected, type Instant } from '@loyalty/kernel';
import {
  REFUNDS_PER_ORDER_MAX, WAITING_PER_ORDER_MAX,
  type OrderCancelledFact, type OrderEvent, type OrderFact, type OrderFulfilledFact, type OrderPaidFact, type OrderPlacedFact, type OrderRefundedFact, type ParkingEvent,
} from '@loyalty/contracts';
import { factDecider, park } from '../facts/fact-decider';
import type { Told } from '../facts/told';
import { contradiction, effect, KNOWN, WAITS_FOR_ORDER, WAITS_FOR_PAYMENT, type Verdict } from '../facts/verdict';
import { headerOf } from './header';
import { refund, sameRefund } from './refunds';
import { saleDiffers } from './sale';
import { evolveOrder, NO_ORDER, type OrderState } from './state';

type OrderVerdict = Verdict<OrderEvent | ParkingEvent>;

/** An order: stream `order-<shop>.<orderId>`. The README's table says what each fact comes to in each state. */
export const order = factDecider<OrderState, OrderFact, OrderEvent>({ initial: NO_ORDER, stateVersion: 1, judge, evolve: evolveOrder });

function judge(told: Told<OrderFact>, state: OrderState, overrule: boolean): OrderVerdict {
  const verdict = judgeAlone(told, state, overrule);
  if (verdict.kind === 'effect') return state.waiting.length === 0 ? verdict : effect(...withWaiting(verdict.events, state));
  return verdict.kind === 'waits' ? mayWait(told, state, verdict) : verdict;
}

function judgeAlone(told: Told<OrderFact>, state: OrderState, overrule: boolean): OrderVerdict {
  const { type } = told.fact;
  if (type === 'order.placed') return placed(told as Told<OrderPlacedFact>, state);
  if (type === 'order.paid') return paid(told as Told<OrderPaidFact>, state, overrule);
  if (type === 'order.fulfilled') return fulfilled(told as Told<OrderFulfilledFact>, state);
  if (type === 'order.cancelled') return cancelled(told as Told<OrderCancelledFact>, state, overrule);
  return refunded(told as Told<OrderRefundedFact>, state);
}

/** Before payment it is the truth; afterwards it may only agree, except that the guest of then can be a member by now. */
function placed({ fact, at, order }: Told<OrderPlacedFact>, state: OrderState): OrderVerdict {
  if (state.order !== undefined) {
    const differs = saleDiffers(order!, state.order) ?? memberDiffers(order!.memberId, state.order.memberId, state.paidAt !== undefined);
    if (differs !== undefined) return differs;
  }
  if (state.placed) return KNOWN;
  return effect({ type: 'order.placed.v1', effectiveAt: at, data: { factId: fact.factId, order: order! } });
}

/** Once. An operator may let it prevail over what was placed, and over a cancellation. */
function paid({ fact, at, order }: Told<OrderPaidFact>, state: OrderState, overrule: boolean): OrderVerdict {
  if (state.paidAt !== undefined) return saleDiffers(order!, state.order!) ?? memberDiffers(order!.memberId, state.order!.memberId, false) ?? KNOWN;
  if (!overrule) {
    if (state.cancelled || cancelledBefore(at, state)) return contradiction('paid_after_cancelled');
    if (state.order !== undefined) {
      const differs = saleDiffers(order!, state.order) ?? memberDiffers(state.order.memberId, order!.memberId, true);
      if (differs !== undefined) return differs;
    }
  }
  return effect({ type: 'order.paid.v1', effectiveAt: at, data: { factId: fact.factId, order: order! } });
}

function memberDiffers(earlier: string | undefined, later: string | undefined, mayAppear: boolean) {
  if (earlier === later || (mayAppear && earlier === undefined)) return undefined;
  return contradiction('member_differs', { earlier: earlier ?? 'guest', later: later ?? 'guest' });
}

/** Whether a cancellation that waits for its order happened before this moment. */
function cancelledBefore(at: Instant, { waiting }: OrderState): boolean {
  return waiting.some(({ fact }) => fact.type === 'order.cancelled' && instant(fact.occurredAt) < at);
}

function fulfilled({ fact, at }: Told<OrderFulfilledFact>, state: OrderState): OrderVerdict {
  if (state.fulfilled) return KNOWN;
  if (state.cancelled) return contradiction('fulfilled_after_cancelled');
  if (state.order === undefined) return WAITS_FOR_ORDER;
  return effect({ type: 'order.fulfilled.v1', effectiveAt: at, data: { factId: fact.factId, order: headerOf(state.order) } });
}

/** Of an unpaid order, or of a paid one that was not fulfilled. An operator may let it prevail over both doubts. */
function cancelled({ fact, at }: Told<OrderCancelledFact>, state: OrderState, overrule: boolean): OrderVerdict {
  if (state.cancelled) return KNOWN;
  if (!overrule && state.fulfilled) return contradiction('cancelled_after_fulfilled');
  if (!overrule && state.paidAt !== undefined && at < state.paidAt) return contradiction('cancelled_before_paid', { cancelledAt: at, paidAt: state.paidAt });
  if (state.order === undefined) return WAITS_FOR_ORDER;
  const { reasonCode } = fact.data;
  const wasPaid = state.paidAt !== undefined;
  return effect({
    type: 'order.cancelled.v1',
    effectiveAt: wasPaid ? laterOf(at, state.paidAt) : at,
    data: { factId: fact.factId, order: headerOf(state.order), wasPaid, refundedMinor: state.refunds.minor, ...(reasonCode === undefined ? {} : { reasonCode }) },
  });
}

function refunded({ fact, at }: Told<OrderRefundedFact>, state: OrderState): OrderVerdict {
  const { refundId } = fact.data;
  const known = state.refunds.told.find((other) => other.refundId === refundId);
  if (known !== undefined) return sameRefund(fact.data, known) ? KNOWN : contradiction('refund_differs', { refundId });
  if (state.paidAt === undefined) return state.cancelled ? contradiction('refunded_after_cancelled', { refundId }) : WAITS_FOR_PAYMENT;
  if (state.refunds.told.length >= REFUNDS_PER_ORDER_MAX) throw rejected('refund_limit', `An order has at most ${REFUNDS_PER_ORDER_MAX} refunds`, { limit: REFUNDS_PER_ORDER_MAX });
  const outcome = refund(fact.factId, fact.data, state.order!, state.refunds);
  if ('kind' in outcome) return outcome;
  return effect({ type: 'order.refunded.v1', effectiveAt: laterOf(at, state.paidAt), data: outcome });
}

/** Waits once: the same again is known, another refund of the same id contradicts. */
function mayWait({ fact }: Told<OrderFact>, { waiting }: OrderState, verdict: OrderVerdict): OrderVerdict {
  const other = waiting.find((each) => each.fact.type === fact.type && naturalId(each.fact as OrderFact) === naturalId(fact))?.fact;
  if (other !== undefined) {
    if (fact.type !== 'order.refunded' || canonicalJson(other.data) === canonicalJson(fact.data)) return KNOWN;
    return contradiction('refund_differs', { refundId: fact.data.refundId });
  }
  if (waiting.length >= WAITING_PER_ORDER_MAX) throw rejected('waiting_limit', `At most ${WAITING_PER_ORDER_MAX} facts wait for one order`, { limit: WAITING_PER_ORDER_MAX });
  return verdict;
}

const naturalId = (fact: OrderFact) => (fact.type === 'order.refunded' ? fact.data.refundId : '');

/** The events, and those of the waiting facts that can now be settled, in the order they came. */
function withWaiting(events: readonly (OrderEvent | ParkingEvent)[], before: OrderState): readonly (OrderEvent | ParkingEvent)[] {
  const all = [...events];
  let state = events.reduce(evolveOrder, before);
  for (const { fact } of before.waiting) {
    const told = { fact: fact as OrderFact, at: instant(fact.occurredAt) };
    const verdict = judgeAlone(told, state, false);
    const caused = verdict.kind === 'effect' ? verdict.events : verdict.kind === 'contradiction' ? [park(told, verdict)] : [];
    state = caused.reduce(evolveOrder, state);
    all.push(...caused);
  }
  return all;
}
