import type { Fact, FactType, Order, OrderLine } from '@loyalty/contracts';
import type { RecordFact } from './fact-decider';
import { readFact } from './read-fact';

type Of<Type extends FactType> = Extract<Fact, { type: Type }>;

/** A fact; without an id it is `<type>`, and without a time it is of noon on 1 March 2026. */
export function fact<Type extends FactType>(type: Type, data: Of<Type>['data'], { id = type, at = '2026-03-01T12:00:00Z' }: { id?: string; at?: string } = {}): Of<Type> {
  return { factId: id, type, occurredAt: at, data } as unknown as Of<Type>;
}

export function record<F extends Fact>(told: F): RecordFact<F> {
  return { type: 'record_fact', told: readFact(told) };
}

/** Three teas at 10.00 and a cup at 25.00, with 15.00 of shipping: 70.00. */
export function anOrder(over: Partial<Order> = {}): Order {
  return {
    shop: 'main', orderId: 'A1', memberId: 'm42', currency: 'ILS', placedAt: '2026-03-01T10:00:00Z', taxMode: 'gross', channel: 'web',
    lines: [aLine({ lineId: 'tea', quantity: 3, unitPriceMinor: 1000 }), aLine({ lineId: 'cup', quantity: 1, unitPriceMinor: 2500 })],
    shipping: [{ method: 'courier', amountMinor: 1500 }],
    ...over,
  };
}

export function aLine(over: Partial<OrderLine> = {}): OrderLine {
  return { lineId: '1', sku: over.lineId ?? 'tea', quantity: 1, unitPriceMinor: 1000, ...over };
}
