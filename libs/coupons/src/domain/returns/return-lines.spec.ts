import { amount, asked, campaign, HALF, line, percent, request } from '../engine/engine.fixture';
import { returnLines } from './return-lines';

const sold = asked([campaign('third', amount(100)), campaign('one', percent(HALF, { target: { over: 'items', units: { most: 1, take: 'cheapest' } } }))], request([line('cup', 3, 400), line('pot', 1, 900)])).lines;

describe('units that come back', () => {
  it('bring what was paid for them, and each promotion its share', () => {
    const back = [0, 1, 2].map((before) => returnLines(sold, { cup: before }, [{ lineId: 'cup', quantity: 1 }])[0]!);
    expect(back.reduce((sum, { refundMinor }) => sum + refundMinor, 0)).toBe(1_200 - sold[0]!.discountMinor);
    expect(back.map(({ discounts }) => Object.fromEntries(discounts.map(({ campaignId, amountMinor }) => [campaignId, amountMinor])))).toEqual([{ one: 200, third: 11 }, { third: 21 }, { third: 21 }]);
  });

  it('are never more than were sold', () => {
    expect(() => returnLines(sold, { cup: 2 }, [{ lineId: 'cup', quantity: 2 }])).toThrow(expect.objectContaining({ code: 'above_sold' }));
    expect(() => returnLines(sold, {}, [{ lineId: 'tea', quantity: 1 }])).toThrow(expect.objectContaining({ code: 'line_unknown' }));
    expect(() => returnLines(sold, {}, [{ lineId: 'cup', quantity: 0 }])).toThrow(expect.objectContaining({ code: 'amount_invalid' }));
  });
});
