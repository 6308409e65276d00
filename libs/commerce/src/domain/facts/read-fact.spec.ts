import { impossibleFacts, GOOD_FACTS, type Fact } from '@loyalty/contracts';
import { aLine, anOrder, fact } from './facts.fixture';
import { readFact } from './read-fact';

describe('reading a fact', () => {
  it.each(Object.values(GOOD_FACTS))('takes $type and its moment in UTC', (told) => {
    expect(readFact(told as Fact)).toMatchObject({ fact: told, at: '2026-03-01T08:00:05.500Z' });
  });

  it.each(impossibleFacts())('refuses $name', ({ json, code, field }) => {
    expect(() => readFact(json as Fact)).toThrow(expect.objectContaining({ category: 'validation', code, facts: expect.objectContaining({ field }) }));
  });

  it('says nothing of what stood in a refused field', () => {
    expect(() => readFact(fact('order.placed', { order: anOrder({ placedAt: 'when Jane called' }) }))).not.toThrow(/Jane/);
  });

  it('takes a thousand lines, and lines that cost nothing', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => aLine({ lineId: `l${i}`, unitPriceMinor: 0 }));
    expect(readFact(fact('order.paid', { order: anOrder({ lines, shipping: [] }) })).order).toMatchObject({ totalMinor: 0 });
  });

  it('prices 2 for 11.87, and 1.250 kg at 12.90 a kilo, to the cent', () => {
    const lines = [aLine({ lineId: 'pair', quantity: 2, unitPriceMinor: 594, discountMinor: 1 }), aLine({ lineId: 'grams', quantity: 1250, unitPriceMinor: 2, discountMinor: 887 })];
    expect(readFact(fact('order.paid', { order: anOrder({ lines, shipping: [] }) })).order?.lines).toMatchObject([{ amountMinor: 1187 }, { amountMinor: 1613 }]);
  });
});
