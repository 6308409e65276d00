import { instant, SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import fc from 'fast-check';
import { activity, fixed, gives, line, NEW_MEMBER, NOON, onLines, order, per, programOf, rule, times } from './earning.fixture';
import { evaluateEarning } from './evaluate';

const shoes = { kind: 'lineCategory' as const, anyOf: ['shoes'] };

describe('points for an amount', () => {
  it('count whole groups: 7.00 at 10 points for each whole 2.00 gives 30', () => {
    expect(gives([rule('base', per(200, 10))], order([line('a', 700)]))).toEqual({ base: 30 });
  });

  it('are the exact share where the rule says proportional, rounded down once: 7.00 gives 35, 7.01 gives 35', () => {
    const proportional = rule('base', per(200, 10, { proportional: true }));
    expect([700, 701, 719, 720].map((amount) => gives([proportional], order([line('a', amount)])).base)).toEqual([35, 35, 35, 36]);
  });

  it('are rounded down for each rule: 19.99 at 1 for 1.00 and 1 for 2.00 gives 19 and 9', () => {
    expect(gives([rule('one', per(100)), rule('two', per(200))], order([line('a', 1_999)]))).toEqual({ one: 19, two: 9 });
  });

  it('are counted on all lines together, not line by line', () => {
    expect(gives([rule('base', per(100))], order([line('a', 150), line('b', 150)]))).toEqual({ base: 3 });
  });

  it('are given in the currency of the rule only', () => {
    expect(gives([rule('base', per(100))], order([line('a', 700)], { currency: 'USD' }))).toEqual({});
  });

  it('are none for nothing, and never more than any amount may be', () => {
    expect(gives([rule('base', per(100))], order([line('a', 0)]))).toEqual({});
    expect(gives([rule('base', per(1, SAFE_AMOUNT_MAX))], order([line('a', 500)]))).toEqual({ base: SAFE_AMOUNT_MAX });
  });
});

describe('the base of a rule', () => {
  const gross = order([line('a', 1_190, { taxMinor: 190 })], { shippingMinor: 595, shippingTaxMinor: 95 });
  const net = order([line('a', 1_000, { taxMinor: 190 })], { taxIncluded: false, shippingMinor: 500, shippingTaxMinor: 95 });
  const base = (tax: 'with' | 'without', shipping: 'with' | 'without') => [rule('base', per(1), { base: { tax, shipping } })];

  it('is with or without tax and shipping, however the shop states its prices', () => {
    for (const stated of [gross, net]) {
      expect(gives(base('with', 'without'), stated)).toEqual({ base: 1_190 });
      expect(gives(base('without', 'without'), stated)).toEqual({ base: 1_000 });
      expect(gives(base('with', 'with'), stated)).toEqual({ base: 1_785 });
      expect(gives(base('without', 'with'), stated)).toEqual({ base: 1_500 });
    }
  });

  it('leaves out excluded categories', () => {
    const rules = [rule('base', per(100), { base: { tax: 'with', shipping: 'without', excludedCategories: ['gift-cards'] } })];
    expect(gives(rules, order([line('a', 1_000), line('b', 5_000, { categories: ['all', 'gift-cards'] })]))).toEqual({ base: 10 });
    expect(gives(rules, order([line('b', 5_000, { categories: ['gift-cards'] })]))).toEqual({});
  });

  it('needs at least one line that counts: no bonus for shoes without shoes, none for shipping alone', () => {
    const bonus = rule('bonus', fixed(50), { conditions: [shoes] });
    const amount = rule('amount', per(100), { base: { tax: 'with', shipping: 'with' }, conditions: [shoes] });
    expect(gives([bonus, amount], order([line('a', 700)], { shippingMinor: 500 }))).toEqual({});
    expect(gives([bonus, amount], order([line('a', 700, { categories: ['shoes'] })], { shippingMinor: 500 }))).toEqual({ bonus: 50, amount: 12 });
  });
});

describe('multipliers', () => {
  const base = rule('base', per(100));

  it('multiply what was given, rounded down: 19 at 1.5 times is 28', () => {
    expect(gives([base, rule('more', times(1.5))], order([line('a', 1_999)]))).toEqual({ base: 19, more: 9 });
  });

  it('multiply only what their lines got: three times for shoes', () => {
    const rules = [base, rule('triple', times(3), { conditions: [shoes] })];
    const mixed = order([line('a', 1_000, { categories: ['shoes'] }), line('b', 500)]);
    expect(gives(rules, mixed)).toEqual({ base: 15, triple: 20 });
    expect(onLines(rules, mixed, 'triple')).toEqual({ a: 20 });
  });

  it('double the first purchase, not the second', () => {
    const rules = [base, rule('first', times(2), { conditions: [{ kind: 'firstPurchase' }] })];
    expect(gives(rules, order([line('a', 1_000)]))).toEqual({ base: 10, first: 10 });
    expect(gives(rules, order([line('a', 1_000)]), { orders: 1, usage: {} })).toEqual({ base: 10 });
  });

  it('follow each other by priority, each on what was given so far: 10 x 2 x 1.5 is 30', () => {
    const rules = [rule('late', times(1.5), { priority: 1 }), rule('early', times(2), { priority: 9 }), base];
    expect(gives(rules, order([line('a', 1_000)]))).toEqual({ base: 10, early: 10, late: 10 });
  });

  it('multiply fixed bonuses and activities too', () => {
    const review = { on: { activity: 'review' } };
    expect(gives([rule('bonus', fixed(25), review), rule('double', times(2), review)], activity('review'))).toEqual({ bonus: 25, double: 25 });
  });

  it('give nothing where nothing was given, and nothing at factor 1', () => {
    expect(gives([rule('double', times(2))], order([line('a', 1_000)]))).toEqual({});
    expect(gives([base, rule('same', times(1))], order([line('a', 1_000)]))).toEqual({ base: 10 });
  });

  it('that are exclusive stand alone among the multipliers, if they give anything', () => {
    const rules = [base, rule('x2', times(2)), rule('x5', times(5), { stacking: 'exclusive', priority: 9, conditions: [shoes] })];
    expect(gives(rules, order([line('a', 1_000, { categories: ['shoes'] })]))).toEqual({ base: 10, x5: 40 });
    expect(gives(rules, order([line('a', 1_000)]))).toEqual({ base: 10, x2: 10 });
  });
});

describe('an exclusive rule', () => {
  const welcome = rule('welcome', fixed(50), { stacking: 'exclusive', priority: 5 });
  const vip = rule('vip', fixed(200), { stacking: 'exclusive', priority: 20 });
  const base = rule('base', per(100), { priority: 99 });

  it('of highest priority stands alone: 50 at 5 against 200 at 20 gives 200', () => {
    expect(gives([welcome, vip, base], order([line('a', 1_000)]))).toEqual({ vip: 200 });
  });

  it('stands alone even without its multipliers, but only if it gives anything', () => {
    expect(gives([welcome, base, rule('double', times(2))], order([line('a', 1_000)]))).toEqual({ welcome: 50 });
    const shut = { ...vip, conditions: [{ kind: 'minimumBase' as const, amountMinor: 1_001, currency: 'EUR' }] };
    expect(gives([shut, base], order([line('a', 1_000)]))).toEqual({ base: 10 });
  });

  it('gives way to the lower id at equal priority', () => {
    expect(gives([{ ...vip, ruleId: 'b' }, { ...welcome, ruleId: 'a', priority: 20 }], order([line('a', 1)]))).toEqual({ a: 50 });
  });
});

describe('a programme', () => {
  const rules = [rule('base', per(100)), rule('joined', fixed(100), { on: { activity: 'registration' } }), rule('status', per(100, 5), { wallet: 'status' })];

  it('gives from its start until its end, which is exclusive', () => {
    const until = instant('2026-04-01T00:00:00.000Z');
    const at = (text: string) => gives(rules, order([line('a', 500)], { at: instant(text) }), NEW_MEMBER, { until });
    expect(['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-03-31T23:59:59.999Z', '2026-04-01T00:00:00.000Z'].map(at)).toEqual([{}, { base: 5 }, { base: 5 }, {}]);
  });

  it('gives by wallet and by kind of occasion', () => {
    expect(gives(rules, activity('registration'))).toEqual({ joined: 100 });
    expect(gives(rules, activity('review'))).toEqual({});
    expect(evaluateEarning(programOf(rules), 'status', order([line('a', 500)]), NEW_MEMBER).points).toBe(25);
    expect(evaluateEarning(programOf(rules), 'other', order([line('a', 500)]), NEW_MEMBER)).toEqual({ points: 0, rules: [], usage: [] });
  });

  it('gives the same whatever the order of its rules', () => {
    const many = [rule('a', per(100)), rule('b', fixed(7)), rule('c', times(2)), rule('d', times(1.5), { conditions: [shoes] })];
    const mixed = order([line('1', 333, { categories: ['shoes'] }), line('2', 333)]);
    expect(gives(many.toReversed(), mixed)).toEqual(gives(many, mixed));
  });
});

describe('what a rule gave each line', () => {
  it('is in proportion to the amounts: 10 over 3.33, 3.33 and 3.34', () => {
    expect(onLines([rule('base', per(100))], order([line('a', 333), line('b', 333), line('c', 334)]), 'base')).toEqual({ a: 3, b: 3, c: 4 });
  });

  it('leaves the part of shipping to no line', () => {
    const rules = [rule('base', per(100), { base: { tax: 'with', shipping: 'with' } })];
    expect(onLines(rules, order([line('a', 600)], { shippingMinor: 400 }), 'base')).toEqual({ a: 6 });
  });

  it('adds up to the points of the rule, whatever the order', () => {
    const lines = fc.array(fc.record({ amountMinor: fc.nat(5_000), shoes: fc.boolean() }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(lines, fc.nat(900), fc.integer({ min: 1_000_001, max: 4_000_000 }), fc.option(fc.integer({ min: 1, max: 60 })), (amounts, shippingMinor, factorPpm, perOrder) => {
      const occasion = order(amounts.map((one, i) => line(`l${i}`, one.amountMinor, { categories: one.shoes ? ['shoes'] : [] })), { shippingMinor, at: NOON });
      const rules = [
        rule('base', per(100, 3, { proportional: true })), rule('shoes', per(70), { conditions: [shoes] }), rule('bonus', fixed(11)),
        rule('more', { kind: 'multiplier', factorPpm }), rule('shoesMore', { kind: 'multiplier', factorPpm }, { conditions: [shoes] }),
      ];
      const award = evaluateEarning(programOf(rules, perOrder === null ? {} : { caps: { perOrder } }), 'points', occasion, NEW_MEMBER);
      for (const given of award.rules) {
        expect(given.lines.reduce((sum, one) => sum + one.points, 0)).toBe(given.points);
        expect(given.lines.every(({ points }) => Number.isInteger(points) && points > 0)).toBe(true);
      }
      expect(award.rules.reduce((sum, { points }) => sum + points, 0)).toBe(award.points);
      if (perOrder !== null) expect(award.points).toBeLessThanOrEqual(perOrder);
    }), { numRuns: Number(process.env.FC_RUNS ?? 200) });
  });
});
