import { given } from '@loyalty/testing';
import fc from 'fast-check';
import { NOON } from '../account/account.fixture';
import { orderRecord, orderRecordStream, type OrderRecordCommand, type Returned } from './order-record';
import { pointsReturned, spentPointsReturned } from './returned-points';

const NOTHING: Returned = { lines: {}, wholeOrderMinor: 0, amount: { part: 0, of: 10_000 }, complete: false };

/** 100 points: 61 on a line of 60.00, 30 on one of 30.00, 9 on none; the order came to 100.00. */
const award = { points: 100, lines: [{ lineId: 'a', points: 61 }, { lineId: 'b', points: 30 }] };
const returned = (changes: Partial<Returned>) => pointsReturned(award, { ...NOTHING, ...changes });

describe('the points of an award that belong to what came back', () => {
  it('are none before anything came back, and all of them when everything has', () => {
    expect([returned({}), returned({ complete: true })]).toEqual([0, 100]);
  });

  it('are those of the lines, by the part that came back, rounded down, and the order’s share of those of no line', () => {
    expect(returned({ lines: { a: { part: 3_000, of: 6_000 } }, amount: { part: 3_000, of: 10_000 } })).toBe(30 + 2);
    expect(returned({ lines: { a: { part: 6_000, of: 6_000 }, b: { part: 1, of: 3 } }, amount: { part: 7_000, of: 10_000 } })).toBe(61 + 10 + 6);
  });

  it('are the order’s share of all where money came back for no line: half of the money, half of the points', () => {
    expect(returned({ wholeOrderMinor: 5_000, amount: { part: 5_000, of: 10_000 } })).toBe(45 + 4);
  });

  it('are those of lines and of no line together, never more than there are', () => {
    const both = { lines: { a: { part: 6_000, of: 6_000 }, b: { part: 3_000, of: 3_000 } }, wholeOrderMinor: 900, amount: { part: 9_900, of: 10_000 } };
    expect(returned(both)).toBe(100);
  });

  it('are none of lines that the award does not name, whatever they are called', () => {
    expect(returned({ lines: { other: { part: 1, of: 1 } }, amount: { part: 0, of: 10_000 } })).toBe(0);
    expect(pointsReturned({ points: 5, lines: [{ lineId: 'constructor', points: 5 }, { lineId: '__proto__', points: 0 }] }, NOTHING)).toBe(0);
  });

  it('of an order that cost nothing come back with its last line', () => {
    const free = { ...NOTHING, amount: { part: 0, of: 0 } };
    expect(pointsReturned(award, { ...free, lines: { a: { part: 1, of: 2 } } })).toBe(30);
    expect(pointsReturned(award, { ...free, complete: true })).toBe(100);
  });
});

describe('the points spent on an order that belong to what came back', () => {
  it('are its share of the money, all of them at last', () => {
    const spent = (part: number, complete = false) => spentPointsReturned(700, { ...NOTHING, amount: { part, of: 10_000 }, complete });
    expect([spent(0), spent(3_333), spent(9_999), spent(10_000, true)]).toEqual([0, 233, 699, 700]);
  });
});

describe('returns one after the other', () => {
  const line = fc.record({ points: fc.nat(50), payableMinor: fc.integer({ min: 1, max: 900 }), shares: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }) });

  it('take exactly the award with the last one, never less than before and never more', () => {
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(30), fc.nat(500), (lines, ofNoLine, shippingMinor) => {
      const named = lines.map((one, i) => ({ ...one, lineId: `l${i}` }));
      const points = named.reduce((sum, one) => sum + one.points, ofNoLine);
      const of = named.reduce((sum, one) => sum + one.payableMinor, shippingMinor);
      const steps = named.flatMap(({ lineId, payableMinor, shares }) => parts(payableMinor, shares).map((part) => ({ lineId, part, of: payableMinor })));
      const counter = { taken: 0 };
      let history = given(orderRecord);
      let sofar: Record<string, number> = {};
      let money = 0;
      steps.forEach(({ lineId, part, of: ofLine }, i) => {
        sofar = { ...sofar, [lineId]: (sofar[lineId] ?? 0) + part };
        const complete = i === steps.length - 1;
        money = complete ? of : money + part;
        const command: OrderRecordCommand = { kind: 'return', at: NOON, returned: { returnId: `r${i}`, lines: [{ lineId, part: sofar[lineId]!, of: ofLine }], wholeOrderMinor: 0, amount: { part: money, of }, complete } };
        const { state } = history.when(command);
        history = history.commands(command);
        const target = pointsReturned({ points, lines: named }, state.returned);
        expect(target).toBeGreaterThanOrEqual(counter.taken);
        counter.taken = target;
        expect(spentPointsReturned(points, state.returned)).toBeLessThanOrEqual(points);
      });
      expect(counter.taken).toBe(points);
    }), { numRuns: Number(process.env.FC_RUNS ?? 200) });
  });
});

describe('the record of an order', () => {
  const order = { shop: 'shop', orderId: 'o1', memberId: 'm1', awards: [{ wallet: 'points', awardId: 'L3', ...award }], redemption: { wallet: 'points', redemptionId: 'R2', points: 700 } };
  const back = (complete: boolean): OrderRecordCommand => ({ kind: 'return', at: NOON, returned: { returnId: 'r1', lines: [], wholeOrderMinor: 40, amount: { part: 40, of: 100 }, complete } });

  it('is written once', () => {
    given(orderRecord).when({ kind: 'record', at: NOON, order }).then({ type: 'points.order.recorded.v1', effectiveAt: NOON, data: order });
    given(orderRecord).commands({ kind: 'record', at: NOON, order }).when({ kind: 'record', at: NOON, order: { ...order, awards: [] } }).thenNothing();
  });

  it('notes once what its points may wait for, also before it is written', () => {
    const noted = given(orderRecord).commands({ kind: 'note', at: NOON, what: 'order.fulfilled' });
    noted.when({ kind: 'note', at: NOON, what: 'order.fulfilled' }).thenNothing();
    expect(noted.when({ kind: 'record', at: NOON, order }).state).toMatchObject({ happened: ['order.fulfilled'], recorded: { orderId: 'o1' } });
  });

  it('adds up what came back, until everything has', () => {
    expect(given(orderRecord).commands(back(false)).when(back(false)).state.returned).toEqual({ lines: {}, wholeOrderMinor: 80, amount: { part: 40, of: 100 }, complete: false });
    given(orderRecord).commands(back(true)).when(back(false)).thenNothing();
  });

  it('has a stream of its shop and order', () => {
    expect(orderRecordStream('shop', 'o1').name).toBe('pointsOrder-shop.o1');
  });
});

/** An amount in parts that add up to it. */
function parts(amount: number, shares: readonly number[]): number[] {
  const total = shares.reduce((sum, one) => sum + one, 0);
  let before = 0;
  return shares.map((share, i) => {
    const part = i === shares.length - 1 ? amount - before : Math.floor((amount * share) / total);
    before += part;
    return part;
  });
}
