import type { CodeCharset } from '@loyalty/contracts';
import { SIGNS, VALUES, valueAt } from './charset';

/**
 * A check over the signs of one set. Starting at a value, every sign leads from one value to the next; the check character
 * is the one that leads to 0. A step is a totally anti-symmetric quasigroup: it finds every single wrong character and every
 * swap of two neighbours, the check character included.
 */
export interface Check {
  /** How many values there are: as many as signs. */
  readonly order: number;
  /** The next value, at `value * order + sign`. */
  readonly step: Uint8Array;
  /** For each value the sign that leads to 0. */
  readonly closing: Uint8Array;
}

/** x∘y = 2(x + y) in the field of 32 elements, modulo t^5 + t^2 + 1, where adding is exclusive or. */
const inField32 = (x: number, y: number) => {
  const doubled = (x ^ y) << 1;
  return doubled > 31 ? doubled ^ 0b100101 : doubled;
};

/** x∘y = 2(x + y) modulo a prime. */
const modulo23 = (x: number, y: number) => (2 * (x + y)) % 23;

/** H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004: there is no such formula for ten. */
const DAMM = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
  '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
].map((row) => Array.from(row, Number));

const tabled = (order: number, operation: (x: number, y: number) => number): Check => {
  const step = new Uint8Array(order * order);
  const closing = new Uint8Array(order);
  for (let x = 0; x < order; x += 1) {
    for (let y = 0; y < order; y += 1) {
      const next = operation(x, y);
      step[x * order + y] = next;
      if (next === 0) closing[x] = y;
    }
  }
  return { order, step, closing };
};

export const CHECKS: Readonly<Record<CodeCharset, Check>> = {
  crockford: tabled(32, inField32),
  digits: tabled(10, (x, y) => DAMM[x]![y]!),
  letters: tabled(23, modulo23),
};

/**
 * The value that a check starts at behind a canonical prefix. Behind the same set of signs it is the check itself; for
 * the smaller sets it is what that comes to, which is another value for most prefixes. U, which no code draws, counts as
 * V: prefixes that differ in nothing else are kept apart (`confusable`).
 */
export function startBehind(prefix: string, charset: CodeCharset): number {
  const { step, order } = CHECKS.crockford;
  let value = 0;
  for (let i = 0; i < prefix.length; i += 1) {
    const sign = valueAt(VALUES.crockford, prefix, i);
    value = step[value * order + (sign < 0 ? VALUE_OF_V : sign)]!;
  }
  return charset === 'crockford' ? value : value % SIGNS[charset].length;
}

const VALUE_OF_V = SIGNS.crockford.indexOf('V');
