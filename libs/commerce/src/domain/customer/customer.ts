import { canonicalJson, type Instant } from '@loyalty/kernel';
import type { CustomerAttributes, CustomerEvent, CustomerFact, ParkingEvent } from '@loyalty/contracts';
import { factDecider } from '../facts/fact-decider';
import type { Told } from '../facts/told';
import { contradiction, effect, KNOWN, SUPERSEDED, type Verdict } from '../facts/verdict';

export interface CustomerState {
  /** As it was at the registration. */
  readonly registered?: CustomerAttributes;
  /** As it was told by the last update. */
  readonly updated?: { readonly at: Instant; readonly attributes: CustomerAttributes };
}

/** A customer of a shop: stream `customer-<shop>.<memberId>`. Registered once; of updates the latest is the truth. */
export const customer = factDecider<CustomerState, CustomerFact, CustomerEvent>({ initial: {}, stateVersion: 1, judge, evolve });

function judge({ fact, at }: Told<CustomerFact>, { registered, updated }: CustomerState): Verdict<CustomerEvent> {
  const { factId } = fact;
  if (fact.type === 'customer.registered') {
    if (registered === undefined) return effect({ type: 'customer.registered.v1', effectiveAt: at, data: { factId, ...fact.data } });
    return same(registered, fact.data.attributes ?? {}) ? KNOWN : contradiction('registration_differs');
  }
  if (updated !== undefined && at < updated.at) return SUPERSEDED;
  if (updated !== undefined && at === updated.at && same(updated.attributes, fact.data.attributes)) return KNOWN;
  return effect({ type: 'customer.updated.v1', effectiveAt: at, data: { factId, ...fact.data } });
}

const same = (a: CustomerAttributes, b: CustomerAttributes) => canonicalJson(a) === canonicalJson(b);

function evolve(state: CustomerState, event: CustomerEvent | ParkingEvent): CustomerState {
  switch (event.type) {
    case 'customer.registered.v1': return { ...state, registered: event.data.attributes ?? {} };
    case 'customer.updated.v1': return { ...state, updated: { at: event.effectiveAt, attributes: event.data.attributes } };
    default: return state;
  }
}
