import type { CodeFormat } from '@loyalty/contracts';
import * as fc from 'fast-check';
import { canonicalCode } from './canonical-code';
import { DRAWN_MAX, SIGNS } from './charset';
import { CodePrinter } from './code-printer';
import { assertFormat, canonicalPrefix, halvesOf, isWellFormed } from './code-space';
import { Permutation } from './permutation';

const KEY = new Uint8Array(16).fill(7);
const permutationOf = ({ charset, length }: CodeFormat) => new Permutation(KEY, SIGNS[charset].length, length);
const spaceOf = ({ prefix, charset, length }: CodeFormat) => ({ prefix: canonicalPrefix(prefix), charset, length });

const formats = fc.record({
  prefix: fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcxyz'), maxLength: 6 }), charset: fc.constantFrom('crockford' as const, 'digits' as const, 'letters' as const),
  length: fc.integer({ min: 4, max: 12 }), groupOf: fc.integer({ min: 0, max: 6 }),
}).filter((format) => {
  try {
    assertFormat(format);
    return true;
  } catch {
    return false; // not what this test is about
  }
});

describe('a printed code', () => {
  it('is found again: prefix, signs, check character and number', () => {
    fc.assert(fc.property(formats, fc.integer({ min: 0, max: 9_999 }), (format, number) => {
      const permutation = permutationOf(format);
      const canonical = canonicalCode(new CodePrinter(permutation, format).one(number))!;
      expect(isWellFormed(spaceOf(format), canonical)).toBe(true);
      const { left, right } = halvesOf(spaceOf(format), canonical);
      expect(permutation.backward(left, right)).toBe(number);
    }));
  });

  it('is not well formed with any one character wrong, or any two neighbours in the other order', () => {
    fc.assert(fc.property(formats, fc.integer({ min: 0, max: 9_999 }), (format, number) => {
      const canonical = canonicalCode(new CodePrinter(permutationOf(format), format).one(number))!;
      const space = spaceOf(format);
      for (let i = 0; i < canonical.length; i += 1) {
        const replaced = [...SIGNS.crockford, 'U'].filter((sign) => sign !== canonical[i]).map((sign) => canonical.slice(0, i) + sign + canonical.slice(i + 1));
        const swapped = canonical[i + 1] === undefined || canonical[i] === canonical[i + 1] ? [] : [canonical.slice(0, i) + canonical[i + 1] + canonical[i] + canonical.slice(i + 2)];
        expect([...replaced, ...swapped].filter((wrong) => isWellFormed(space, wrong))).toEqual([]);
      }
    }), { numRuns: 60 });
  });

  it('looks as its format says', () => {
    const one = (format: CodeFormat) => new CodePrinter(permutationOf(format), format).one(5);
    expect(one({ prefix: 'Shop', charset: 'crockford', length: 11, groupOf: 4 })).toMatch(/^Shop-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(one({ prefix: '', charset: 'digits', length: 15, groupOf: 4 })).toMatch(/^\d{4}-\d{4}-\d{4}-\d{4}$/);
    expect(one({ prefix: 'A1', charset: 'letters', length: 7, groupOf: 0 })).toMatch(/^A1[A-HJKMNP-Z]{8}$/);
  });

  it('stands in a list with its serial, as it stands alone', () => {
    const format: CodeFormat = { prefix: 'X', charset: 'crockford', length: 11, groupOf: 4 };
    const printer = new CodePrinter(permutationOf(format), format);
    const lines = Buffer.from(printer.lines(500, 99, 3)).toString();
    expect(lines).toBe([99, 100, 101].map((serial) => `${serial},${printer.one(401 + serial)}\n`).join(''));
  });
});

describe('a format', () => {
  const good: CodeFormat = { prefix: 'A', charset: 'crockford', length: 11, groupOf: 4 };

  it.each([
    ['too few characters', { length: 3 }, 'amount_invalid', '/format/length'], ['too many', { length: DRAWN_MAX.crockford + 1 }, 'amount_invalid', '/format/length'],
    ['too many letters', { charset: 'letters', prefix: '', length: 13 }, 'amount_invalid', '/format/length'], ['a hyphen in its prefix', { prefix: 'A-B' }, 'code_format_invalid', '/format/prefix'],
    ['a prefix that is too long', { prefix: 'A'.repeat(13) }, 'code_format_invalid', '/format/prefix'], ['digits behind a digit', { charset: 'digits', prefix: 'A1' }, 'code_format_invalid', '/format/prefix'],
    ['digits behind what is read as a digit', { charset: 'digits', prefix: 'ALO' }, 'code_format_invalid', '/format/prefix'], ['letters behind a letter', { charset: 'letters', prefix: '1A' }, 'code_format_invalid', '/format/prefix'],
    ['groups of nothing', { groupOf: -1 }, 'amount_invalid', '/format/groupOf'],
  ] as const)('with %s is refused', (_, changes, code, field) => {
    expect(() => assertFormat({ ...good, ...changes })).toThrow(expect.objectContaining({ code, facts: expect.objectContaining({ field }) }));
  });
});
