import type { CodeCharset } from '@loyalty/contracts';

/** The signs that generated codes are made of, in the order of their values; none of them is folded into another one. */
export const SIGNS: Readonly<Record<CodeCharset, string>> = {
  crockford: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
  digits: '0123456789',
  letters: 'ABCDEFGHJKMNPQRSTUVWXYZ',
};

/**
 * How many characters of a code may differ from code to code; halves of more would not be exact numbers, or not drawn
 * evenly.
 */
export const DRAWN_MAX: Readonly<Record<CodeCharset, number>> = { crockford: 16, digits: 16, letters: 12 };
export const DRAWN_MIN = 4;

const NO_SIGN = -1;

/** Values of signs by their ASCII code; -1 for what is none. */
export const VALUES: Readonly<Record<CodeCharset, Int8Array>> = { crockford: valuesOf(SIGNS.crockford), digits: valuesOf(SIGNS.digits), letters: valuesOf(SIGNS.letters) };

function valuesOf(signs: string): Int8Array {
  const values = new Int8Array(128).fill(NO_SIGN);
  for (let value = 0; value < signs.length; value += 1) values[signs.charCodeAt(value)] = value;
  return values;
}

/** The value of the sign at an index of a text; negative when it is none of the set. */
export function valueAt(values: Int8Array, text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? values[code]! : NO_SIGN;
}
