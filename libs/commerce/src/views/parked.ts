import type { Instant } from '@loyalty/kernel';
import { COMMERCE_CATEGORIES, type Fact, type FactType } from '@loyalty/contracts';
import type { Projection } from '@loyalty/views';
import { asCommerceEvent } from './commerce-event';

/** A fact without effect so far, or what an operator did about it. Id: `<stream>/<factId>`. */
export interface ParkedDocument {
  readonly stream: string;
  readonly factId: string;
  readonly factType: FactType;
  readonly shop: string;
  readonly status: 'parked' | 'waiting' | 'retried' | 'discarded';
  /** A `ParkingCode`, or `waits_for_order`, `waits_for_payment`. */
  readonly code: string;
  /** What clashes with what. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly fact: Fact;
  /** When the log took it. */
  readonly since: Instant;
  readonly settled?: { readonly at: Instant; readonly by: string; readonly reason: string };
}

export const parkedFacts: Projection<ParkedDocument> = {
  name: 'commerce_parked',
  version: 1,
  categories: COMMERCE_CATEGORIES,
  indexes: [{ fields: ['status', 'since'] }, { fields: ['shop', 'status', 'since'] }, { fields: ['stream'] }],
  keysOf(event) {
    const { type, stream, data } = asCommerceEvent(event);
    switch (type) {
      case 'fact.parked.v1':
      case 'fact.waiting.v1': return [`${stream}/${data.fact.factId}`];
      case 'fact.retried.v1':
      case 'fact.discarded.v1':
      // Of these facts some had to wait, and do no more.
      case 'order.fulfilled.v1':
      case 'order.cancelled.v1':
      case 'order.refunded.v1': return [`${stream}/${data.factId}`];
      default: return [];
    }
  },
  project(doc, recorded) {
    const event = asCommerceEvent(recorded);
    switch (event.type) {
      case 'fact.parked.v1': return { ...about(event.data.fact, event), status: 'parked', code: event.data.code, facts: event.data.facts };
      case 'fact.waiting.v1': return { ...about(event.data.fact, event), status: 'waiting', code: `waits_for_${event.data.waitsFor}`, facts: {} };
      case 'fact.retried.v1': return { ...doc!, status: 'retried', settled: settled(event) };
      case 'fact.discarded.v1': return { ...doc!, status: 'discarded', settled: settled(event) };
      default: return doc?.status === 'waiting' ? undefined : doc;
    }
  },
};

function about(fact: Fact, { stream, recordedAt }: { stream: string; recordedAt: Instant }) {
  const shop = 'order' in fact.data ? fact.data.order.shop : fact.data.shop;
  return { stream, factId: fact.factId, factType: fact.type, shop, fact, since: recordedAt };
}

function settled({ recordedAt, actor, data }: { recordedAt: Instant; actor: string; data: { reason: string } }) {
  return { at: recordedAt, by: actor, reason: data.reason };
}
