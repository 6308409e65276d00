import fc from 'fast-check';
import type { OrderEvent, OrderFact, RefundLine } from '@loyalty/contracts';
import type { DomainEvent } from '@loyalty/ledger';
import { aLine, record } from '../facts/facts.fixture';
import type { FactState } from '../facts/fact-decider';
import { order, type OrderState } from './index';
import { cancelled, fulfilled, paid, placed, refunded } from './order-facts.fixture';

/** Records facts one after the other, as deliveries. */
function deliver(facts: readonly OrderFact[]) {
  let state: FactState<OrderState> = order.initial;
  const events: DomainEvent[] = [];
  for (const fact of facts) {
    for (const event of order.decide(record(fact), state)) {
      events.push(event);
      state = order.evolve(state, event);
    }
  }
  return { state, events };
}

const lines = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 5 }), unitPriceMinor: fc.integer({ min: 0, max: 999 }) }), { minLength: 1, maxLength: 4 })
  .map((each) => each.map((line, i) => aLine({ lineId: `l${i}`, ...line })));

/** Refunds that together give back at most what was ordered: each unit, and the shipping, goes to one of three refunds or stays. */
const history = lines.chain((ordered) => fc.record({
  ordered: fc.constant(ordered),
  shares: fc.tuple(...ordered.map(({ quantity }) => fc.array(fc.integer({ min: 0, max: 3 }), { minLength: quantity, maxLength: quantity }))),
  shippingTo: fc.integer({ min: 0, max: 3 }),
  placedToo: fc.boolean(),
  fulfilledToo: fc.boolean(),
  paidAndNotCancelled: fc.boolean(),
})).map(({ ordered, shares, shippingTo, placedToo, fulfilledToo, paidAndNotCancelled }): OrderFact[] => {
  if (!paidAndNotCancelled) return [placed({ lines: ordered }), cancelled()];
  const refunds = [1, 2, 3].flatMap((number) => {
    const back: RefundLine[] = shares.flatMap((units, i) => {
      const quantity = units.filter((to) => to === number).length;
      return quantity === 0 ? [] : [{ lineId: `l${i}`, quantity }];
    });
    const parts = { ...(back.length > 0 ? { lines: back } : {}), ...(shippingTo === number ? { shippingMinor: 1500 } : {}) };
    return Object.keys(parts).length === 0 ? [] : [refunded(`R${number}`, parts)];
  });
  return [...(placedToo ? [placed({ lines: ordered })] : []), paid({ lines: ordered }), ...(fulfilledToo ? [fulfilled()] : []), ...refunds];
});

/** Each fact one to three times, the repeats under fact ids of their own, in any order. */
const deliveries = history.chain((facts) => fc.record({
  facts: fc.constant(facts),
  delivered: fc.array(fc.integer({ min: 0, max: facts.length - 1 }), { maxLength: facts.length * 2 }).chain((repeats) => {
    const all = [...facts, ...repeats.map((index, i) => ({ ...facts[index]!, factId: `repeat-${i}` }))];
    return fc.shuffledSubarray(all, { minLength: all.length });
  }),
}));

/** What an event tells the world: without the fact id, and without counts that depend on which refund came first. */
function effects(events: readonly DomainEvent[]): string[] {
  return events.filter(({ type }) => type.startsWith('order.')).map((event) => {
    const { type, effectiveAt, data } = event as OrderEvent;
    if (type !== 'order.refunded.v1') return JSON.stringify({ type, effectiveAt, data: { ...data, factId: '' } });
    const back = data.lines.map(({ line, quantity }) => ({ line, quantity }));
    return JSON.stringify({ type, effectiveAt, refundId: data.refundId, order: data.order, back, shippingMinor: data.shippingMinor });
  }).sort();
}

function outcome({ own: { refunds, waiting, ...own }, parked }: FactState<OrderState>) {
  return { ...own, refunds: { lines: refunds.lines, minor: refunds.minor, shippingMinor: refunds.shippingMinor, ids: refunds.told.map(({ refundId }) => refundId).sort() }, waiting, parked };
}

describe('the consistent facts of an order, in any order and any number of times', () => {
  it('end in the same state and the same effects', () => {
    fc.assert(fc.property(deliveries, ({ facts, delivered }) => {
      const inTurn = deliver(facts);
      const inDisorder = deliver(delivered);
      expect(outcome(inDisorder.state)).toEqual(outcome(inTurn.state));
      expect(effects(inDisorder.events)).toEqual(effects(inTurn.events));
      expect(inDisorder.state.parked).toEqual([]);
      expect(inDisorder.state.own.waiting).toEqual([]);
    }), { numRuns: 500 });
  });

  it('paid and then cancelled, too, as long as the payment is delivered before the cancellation', () => {
    fc.assert(fc.property(fc.shuffledSubarray([paid(), cancelled(), placed(), cancelled({ id: 'again' }), paid({}, { id: 'again' })], { minLength: 5 }), (delivered) => {
      fc.pre(delivered.findIndex(({ type }) => type === 'order.paid') < delivered.findIndex(({ type }) => type === 'order.cancelled'));
      const { state, events } = deliver(delivered);
      expect(outcome(state)).toEqual(outcome(deliver([placed(), paid(), cancelled()]).state));
      expect(events).toHaveLength(3);
    }));
  });
});

describe('an order that is read back from the log', () => {
  it('is byte for byte the one in memory (invariant 7)', () => {
    fc.assert(fc.property(deliveries, ({ delivered }) => {
      const { state, events } = deliver(delivered);
      const read = (JSON.parse(JSON.stringify(events)) as Parameters<typeof order.evolve>[1][]).reduce(order.evolve, order.initial);
      expect(JSON.stringify(read)).toBe(JSON.stringify(state));
      expect(JSON.stringify(JSON.parse(JSON.stringify(state)))).toBe(JSON.stringify(state));
    }));
  });
});

describe('refunds of any kind', () => {
  const part = fc.record({ lineId: fc.constantFrom('l0', 'l1', 'l2'), quantity: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), amountMinor: fc.option(fc.integer({ min: 1, max: 1500 }), { nil: undefined }) })
    .filter(({ quantity, amountMinor }) => quantity !== undefined || amountMinor !== undefined);
  const back = fc.oneof(
    fc.uniqueArray(part, { selector: ({ lineId }) => lineId, minLength: 1 }).map((parts) => ({ lines: JSON.parse(JSON.stringify(parts)) as RefundLine[] })),
    fc.integer({ min: 1, max: 3000 }).map((amountMinor) => ({ amountMinor })),
    fc.integer({ min: 1, max: 1500 }).map((shippingMinor) => ({ shippingMinor })),
  );

  it('never give back more units than were ordered, nor more money than was paid, and what they say adds up', () => {
    fc.assert(fc.property(lines, fc.array(back, { maxLength: 12 }), fc.nat(12), (ordered, backs, paidAt) => {
      const facts: OrderFact[] = backs.map((each, i) => refunded(`R${i}`, each));
      const { state, events } = deliver(facts.toSpliced(Math.min(paidAt, facts.length), 0, paid({ lines: ordered })));
      const { refunds, order: known } = state.own;
      refunds.lines.forEach((line, i) => {
        expect(line.quantity).toBeLessThanOrEqual(known!.lines[i]!.quantity);
        expect(line.minor).toBeLessThanOrEqual(known!.lines[i]!.payableMinor);
      });
      expect(refunds.minor).toBeLessThanOrEqual(known!.totalMinor);
      const told = events.flatMap((event) => ((event as OrderEvent).type === 'order.refunded.v1' ? [(event as Extract<OrderEvent, { type: 'order.refunded.v1' }>).data] : []));
      expect(told.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(refunds.minor);
      for (const { lines: parts, shippingMinor, wholeOrderMinor, amountMinor } of told) {
        expect(parts.reduce((sum, each) => sum + each.amountMinor, 0) + shippingMinor + wholeOrderMinor).toBe(amountMinor);
      }
      expect(told.length + state.parked.length + state.own.waiting.length).toBe(facts.length);
    }), { numRuns: 500 });
  });
});
