import { canonicalJson, instantToMs, plusMs, type Instant } from '@loyalty/kernel';
import type { Cart, CartAbandoned, CartEvent, CartFact, ParkingEvent } from '@loyalty/contracts';
import type { Decider } from '@loyalty/ledger';
import { factDecider, type FactCommand, type FactDecider, type FactState } from '../facts/fact-decider';
import type { Told } from '../facts/told';
import { effect, KNOWN, SUPERSEDED, type Verdict } from '../facts/verdict';

export interface CartState {
  /** As it was told last. */
  readonly cart?: Cart;
  /** When something happened to it last. */
  readonly at?: Instant;
  readonly status: 'unknown' | 'open' | 'abandoned' | 'checked_out';
}

/** An order was made of the cart. */
export interface CheckOut {
  readonly type: 'check_out';
  readonly shop: string;
  readonly cartId: string;
  readonly orderId: string;
  readonly at: Instant;
}
/** Nobody told that the cart was abandoned; it is, if at this moment nothing has happened to it for so long. */
export interface AbandonIfIdle {
  readonly type: 'abandon_if_idle';
  readonly at: Instant;
  readonly idleMs: number;
}
export type CartCommand = FactCommand<CartFact> | CheckOut | AbandonIfIdle;

const facts = factDecider<CartState, CartFact, CartEvent>({ initial: { status: 'unknown' }, stateVersion: 1, judge, evolve });

/** A cart: stream `cart-<shop>.<cartId>`. The latest telling is the truth; an older one that comes later changes nothing. */
export const cart: Decider<FactState<CartState>, CartCommand, CartEvent | ParkingEvent> & Pick<FactDecider<CartState, CartFact, CartEvent>, 'whyNothing'> = {
  ...facts,
  decide(command, state) {
    switch (command.type) {
      case 'check_out': return checkOut(command, state.own);
      case 'abandon_if_idle': return abandonIfIdle(command, state.own);
      default: return facts.decide(command, state);
    }
  },
};

function judge({ fact, at }: Told<CartFact>, state: CartState): Verdict<CartEvent> {
  const { factId } = fact;
  if (state.at !== undefined && at < state.at) return SUPERSEDED;
  if (fact.type === 'cart.updated') {
    if (at === state.at && state.cart !== undefined && canonicalJson(fact.data) === canonicalJson(state.cart)) return KNOWN;
    return effect({ type: 'cart.updated.v1', effectiveAt: at, data: { factId, ...fact.data } });
  }
  if (state.status === 'abandoned') return KNOWN;
  if (state.status === 'checked_out') return SUPERSEDED;
  return effect({ type: 'cart.abandoned.v1', effectiveAt: at, data: { factId, ...abandoned(state, fact.data), idleSince: state.at ?? at } });
}

/** What is known of the cart, or what was just told of one that is not known. */
function abandoned({ cart: known }: CartState, told: Pick<Cart, 'shop' | 'cartId' | 'memberId'>) {
  return known === undefined ? { ...told, lines: [] } : { ...known };
}

function checkOut({ shop, cartId, orderId, at }: CheckOut, state: CartState): CartEvent[] {
  if (state.status === 'checked_out' || (state.at !== undefined && at < state.at)) return [];
  return [{ type: 'cart.checked_out.v1', effectiveAt: at, data: { shop, cartId, orderId } }];
}

function abandonIfIdle({ at, idleMs }: AbandonIfIdle, state: CartState): CartAbandoned[] {
  if (state.status !== 'open' || state.cart!.lines.length === 0) return [];
  const idleSince = state.at!;
  if (instantToMs(at) - instantToMs(idleSince) < idleMs) return [];
  return [{ type: 'cart.abandoned.v1', effectiveAt: plusMs(idleSince, idleMs), data: { ...state.cart!, idleSince } }];
}

function evolve(state: CartState, event: CartEvent | ParkingEvent): CartState {
  switch (event.type) {
    case 'cart.updated.v1': {
      const { factId: _factId, ...told } = event.data;
      return { cart: told, at: event.effectiveAt, status: 'open' };
    }
    case 'cart.abandoned.v1': return { ...state, at: state.at ?? event.effectiveAt, status: 'abandoned' };
    case 'cart.checked_out.v1': return { ...state, at: event.effectiveAt, status: 'checked_out' };
    default: return state;
  }
}
