import { CHECKS, startBehind } from './check-character';
import { SIGNS } from './charset';

describe.each(Object.entries(CHECKS))('the check over %s', (charset, { order, step, closing }) => {
  const values = Array.from({ length: order }, (_, value) => value);
  const next = (value: number, sign: number) => step[value * order + sign]!;

  it('has a value for each sign', () => expect(order).toBe(SIGNS[charset as keyof typeof SIGNS].length));

  // Both together are the proof for codes of every length: after a mistake the value is another one, and stays another one.
  it('leads from two values to two values, and by two signs to two values: no single wrong character goes unnoticed', () => {
    for (const fixed of values) {
      expect(new Set(values.map((sign) => next(fixed, sign))).size).toBe(order);
      expect(new Set(values.map((value) => next(value, fixed))).size).toBe(order);
    }
  });

  it('leads to two values by two signs in either order: no swap of neighbours goes unnoticed', () => {
    const unnoticed = values.flatMap((value) => values.flatMap((a) => values.filter((b) => a !== b && next(next(value, a), b) === next(next(value, b), a))));
    expect(unnoticed).toEqual([]);
  });

  it('closes with the sign that leads to 0', () => expect(values.map((value) => next(value, closing[value]!))).toEqual(values.map(() => 0)));
});

it('a check begins where its prefix leads', () => {
  expect([startBehind('', 'digits'), startBehind('', 'crockford')]).toEqual([0, 0]);
  expect(new Set(Array.from(SIGNS.crockford, (sign) => startBehind(`A${sign}`, 'crockford'))).size).toBe(32);
  expect(startBehind('U', 'crockford')).toBe(startBehind('V', 'crockford'));
});
